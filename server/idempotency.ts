import { sql } from 'kysely'
import { Refused } from '../contract/refusals.ts'
import { prepared } from '../database/prepared-statements.ts'
import type { Transaction } from '../database/transaction.ts'

/** A key is known by company, caller and operation; the body's hash tells a retry from another request. */
export interface Claim {
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
  const claimed = await sql`${prepared}
    insert into invoicing.idempotency_keys (company_id, user_id, operation, key, body_hash)
    values (${companyId}, ${claim.userId}, ${claim.operation}, ${claim.key}, ${claim.bodyHash})
    on conflict do nothing
  `.execute(tx.db)
  if (claimed.numAffectedRows === 1n) return null
  const { rows } = await sql<{ same: boolean; response: unknown }>`${prepared}
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

/** Which keys of one caller and operation were used before, with this body or another. */
export async function usedKeys(tx: Transaction, claims: readonly Claim[]): Promise<ReadonlySet<string>> {
  const [any] = claims
  if (!any) return new Set()
  const keys = claims.map(({ key }) => key)
  const { rows } = await sql<{ key: string }>`
    select key from invoicing.idempotency_keys
    where company_id = ${tx.company.companyId} and user_id = ${any.userId} and operation = ${any.operation}
      and key = any(${keys}::text[])
  `.execute(tx.db)
  return new Set(rows.map(({ key }) => key))
}

/**
 * Claims keys of one caller and operation for this transaction, and gives those that were free. In one order, so that two
 * transactions with the same keys wait for each other in one direction only.
 */
export async function claimKeys(tx: Transaction, claims: readonly Claim[]): Promise<ReadonlySet<string>> {
  if (claims.length === 0) return new Set()
  const rows = claims.map(({ operation, key, userId, bodyHash }) => ({
    ...{ operation, key, user_id: userId, body_hash: bodyHash.toString('hex') },
  }))
  const { rows: claimed } = await sql<{ key: string }>`
    insert into invoicing.idempotency_keys (company_id, user_id, operation, key, body_hash)
    select ${tx.company.companyId}::uuid, r.user_id, r.operation, r.key, decode(r.body_hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (operation text, key text, user_id uuid, body_hash text)
    order by r.key
    on conflict do nothing returning key
  `.execute(tx.db)
  return new Set(claimed.map(({ key }) => key))
}

/** Stores replies in the transaction of their effects, with its commit. */
export function keepReplies(tx: Transaction, replies: readonly { claim: Claim; reply: unknown }[]): void {
  if (replies.length === 0) return
  const rows = replies.map(({ claim: { operation, key, userId }, reply }) => ({
    ...{ operation, key, user_id: userId, reply },
  }))
  tx.atCommit(sql`
    update invoicing.idempotency_keys k set response = r.reply
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (operation text, key text, user_id uuid, reply jsonb)
    where k.company_id = ${tx.company.companyId} and k.user_id = r.user_id and k.operation = r.operation
      and k.key = r.key
  `)
}
