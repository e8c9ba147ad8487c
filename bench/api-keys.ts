import type { Pool } from 'pg'
import { inCompany } from '../database/transaction.ts'
import { insertApiKey } from '../invoicing/api-keys/api-keys.sql.ts'
import { newApiKey } from '../server/api-key.ts'
import { systemUserOf } from './load-ledgers.ts'
import type { Ledger } from './plan.ts'

/** A key may make 100 requests a second, as in life: eight clients share this many keys of their company. */
const keysEach = 64

export async function makeKeys(pool: Pool, ledgers: readonly Ledger[]): Promise<Map<Ledger, string[]>> {
  const made = new Map<Ledger, string[]>()
  const createdByUserId = await systemUserOf(pool)
  for (const ledger of ledgers) {
    const keys: string[] = []
    await inCompany(pool, ledger.companyId, { books: 'post' }, async (tx) => {
      for (let index = 1; index <= keysEach; index += 1) {
        const { key, prefix, hash } = newApiKey()
        await insertApiKey(tx, { name: `Benchmark ${index}`, prefix, hash, role: 'owner', createdByUserId })
        keys.push(key)
      }
    })
    made.set(ledger, keys)
  }
  return made
}
