import { sql } from 'kysely'
import { Refused } from '../contract/refusals.ts'
import type { Transaction } from '../database/transaction.ts'

/** A key is known by company, caller and operation; the body's hash tells a retry from another request. */
interface Claim {
  operation: string
  key: string
  userId: string
  bodyHash: Buffer
}

/**
 * Claims a key for this transaction, or gives the reply of the transaction that had it before. While another one with
 * the same key is under way this waits for it: the row's unique key is the lock, and a refusal frees it by rolling back.
 */
export async function claimKey(tx: Transaction, claim: Claim): Promise<{ reply: unknown } | null> {
  if (claim.key.length < 1 || claim.key.length > 200) {
    throw new Refused('malformed', 'An Idempotency-Key has 1 to 200 characters.')
  }
  const { companyId } = tx.company
  const claimed = await sql`
    insert into invoicing.idempotency_keys (company_id, user_id, operation, key, body_hash)
    values (${companyId}, ${claim.userId}, ${claim.operation}, ${claim.key}, ${claim.bodyHash})
    on conflict do nothing
  `.execute(tx.db)
  if (claimed.numAffectedRows === 1n) return null
  const { rows } = await sql<{ same: boolean; response: unknown }>`
    select body_hash = ${claim.bodyHash} as same, response from invoicing.idempotency_keys
    where company_id = ${companyId} and user_id = ${claim.userId} and operation = ${claim.operation}
      and key = ${claim.key}
  `.execute(tx.db)
  const earlier = rows[0]
  if (!earlier?.same) {
    throw new Refused(
      'idempotency_key_reused',
      'This Idempotency-Key came with another body before. Send a new key with a new request.',
    )
  }
  return { reply: earlier.response }
}

/** Stores the reply in the transaction of its effect, with its commit. */
export function keepReply(tx: Transaction, claim: Claim, reply: unknown): void {
  tx.atCommit(sql`
    update invoicing.idempotency_keys set response = ${JSON.stringify(reply)}::jsonb
    where company_id = ${tx.company.companyId} and user_id = ${claim.userId} and operation = ${claim.operation}
      and key = ${claim.key}
  `)
}
