import { createRouterClient } from '@orpc/server'
import { roles } from '../contract/permissions.ts'
import { refuseField } from '../contract/refusals.ts'
import { router } from '../invoicing/router.ts'
import { entranceFor, withPlaten } from './open-platen.ts'
import { print, say } from './print.ts'

/** `platen api-key create`: makes a key of a company; it is shown once. */
export async function createKey(options: {
  company: string
  role: string
  name: string
  json?: boolean
  dryRun?: boolean
}): Promise<void> {
  const role = roles.find((candidate) => candidate === options.role)
  if (!role) throw refuseField('invalid_input', '--role', `must be one of ${roles.join(', ')}`)
  await withPlaten(async (platen) => {
    const entrance = await entranceFor(platen, options.company, options.dryRun ? { dryRun: true } : {})
    const { id, key } = await createRouterClient(router, { context: entrance }).apiKeys.create({
      name: options.name,
      role,
    })
    if (options.dryRun) say('Dry run: nothing was made; this key does not work.')
    print({ id, key }, options.json)
  })
}
