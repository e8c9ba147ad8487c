import { sql } from 'kysely'
import { verifyCompany } from '../invoicing/verification/verify-company.ts'
import { entranceFor, withPlaten } from './open-platen.ts'
import { print } from './print.ts'

/**
 * `platen verify`: prints a line for each invariant that is broken, with the ids; silent, and exit code 0, when all of
 * them hold. Reads only.
 */
export async function verifyBooks({ company, json }: { company?: string; json?: boolean }): Promise<number> {
  return withPlaten(async (platen) => {
    const { rows } = await sql<{
      id: string
      slug: string
    }>`select id, slug from auth.companies_for_worker()`.execute(platen.queries)
    if (company) await entranceFor(platen, company)
    const checked = rows.filter(({ slug }) => company === undefined || slug === company)
    const broken = []
    for (const { id, slug } of checked) {
      for (const invariant of await verifyCompany(platen.pool, platen.clock, id))
        broken.push({ company: slug, ...invariant })
    }
    if (json) print({ companies: checked.length, broken }, true)
    else
      for (const { company: slug, id, says, brokenIds } of broken)
        print(`${slug}: ${id} is broken (${says}): ${brokenIds.join(', ')}`, false)
    return broken.length > 0 ? 1 : 0
  })
}
