import { sql } from 'kysely'
import type { BrokenPromise } from '../contract/verification.ts'
import { beginVerification, keepVerification } from '../invoicing/verification/keep-verification.ts'
import { verifyDatabase } from '../invoicing/verification/verify-company.ts'
import { entranceFor, withPlaten } from './open-platen.ts'
import { print } from './print.ts'

/** What is broken, and of which company; null when it is the database itself. */
type Found = BrokenPromise & { company: string | null }

/**
 * `platen verify`: prints a line for each invariant that is broken, with the ids; silent, and exit code 0, when all of
 * them hold. The books are read only; how they stood is kept beside them, for the screen.
 */
export async function verifyBooks({ company, json }: { company?: string; json?: boolean }): Promise<number> {
  return withPlaten(async (platen) => {
    const { rows } = await sql<{
      id: string
      slug: string
    }>`select id, slug from auth.companies_for_worker()`.execute(platen.queries)
    if (company) await entranceFor(platen, company)
    const checked = rows.filter(({ slug }) => company === undefined || slug === company)
    const ofDatabase = await verifyDatabase(platen.pool)
    const broken: Found[] = ofDatabase.map((found) => ({ company: null, ...found }))
    for (const { id, slug } of checked) {
      const run = await beginVerification(platen, id, { door: 'cli', name: 'Command line' })
      const found = await keepVerification(platen, id, run.id, ofDatabase)
      for (const invariant of found.slice(ofDatabase.length)) broken.push({ company: slug, ...invariant })
    }
    if (json) print({ companies: checked.length, broken }, true)
    else
      for (const { company: slug, id, says, brokenIds } of broken)
        print(`${slug ?? 'the database'}: ${id} is broken (${says}): ${brokenIds.join(', ')}`, false)
    return broken.length > 0 ? 1 : 0
  })
}
