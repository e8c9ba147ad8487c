import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'

/**
 * Claims an effect that may happen once: true for the transaction that has it happen, false when it has happened. Another
 * transaction that claims the same waits for this one to end.
 */
export async function claimEffect(tx: Transaction, effectKey: string): Promise<boolean> {
  const result = await sql`
    insert into invoicing.effects (company_id, effect_key) values (${tx.company.companyId}, ${effectKey})
    on conflict do nothing
  `.execute(tx.db)
  return result.numAffectedRows === 1n
}

/** Whether an effect has happened, for work that is to be skipped early. */
export async function hasHappened(tx: Transaction, effectKey: string): Promise<boolean> {
  const { rows } = await sql<{ happened: boolean }>`
    select exists (
      select 1 from invoicing.effects where company_id = ${tx.company.companyId} and effect_key = ${effectKey}
    ) as happened
  `.execute(tx.db)
  return rows[0]?.happened ?? false
}
