import { makeDemoShop } from '../seed/demo-shop.ts'
import { withPlaten } from './open-platen.ts'
import { print } from './print.ts'

/** `platen seed demo`: makes the demo shop. */
export async function seedDemo({ json }: { json?: boolean }): Promise<void> {
  const slug = await withPlaten((platen) => makeDemoShop(platen))
  print(json ? { slug } : `Made the demo shop ${slug}`, json)
}
