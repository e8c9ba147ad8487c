import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { Refused } from '../../contract/refusals.ts'
import type { DB } from '../../database/tables.ts'
import { continueAs } from '../../database/transaction.ts'
import type { Caller } from '../../server/caller.ts'
import { implementingSession, signedInCaller } from '../../server/operation.ts'
import { companiesOf, settingsOf, switchSession } from '../session/session.sql.ts'
import { foundCompany } from './found-company.ts'

interface Wanted {
  name: string
  currency: string
  country: string
  timeZone: string
}

/**
 * Founds another company of the signed-in person, who owns it and works for it from now on. There is no company yet that
 * could keep an idempotency key, so the key decides the new company's id: a repeat finds what the first made.
 */
export const createCompany = implementingSession.company.create.handler(async ({ input, context }) => {
  const caller = signedInCaller(context)
  if (caller.kind !== 'person')
    throw new Refused('forbidden', 'Only a person can found a company; an API key belongs to one.')
  const { db } = context.tx
  const { idempotencyKey: key } = context
  const id = key === undefined ? undefined : idFrom(caller.userId, key)
  const founded = id === undefined ? null : await foundedBefore(db, caller, id, input)
  if (founded) return founded
  const { userId } = caller
  const company = await foundCompany(db, {
    ...input,
    ...(id === undefined ? {} : { id }),
    ownerUserId: userId,
    byUserId: userId,
    door: context.door,
  })
  if (caller.sessionHash) await switchSession(db, caller.sessionHash, company.id)
  return company
})

/** The company that an earlier request with the same key founded; one with another body is refused. */
async function foundedBefore(
  db: Kysely<DB>,
  caller: Caller,
  id: string,
  wanted: Wanted,
): Promise<{ id: string; slug: string; name: string } | null> {
  // A request under way with the same key is waited for.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`company ${id}`}, 0))`.execute(db)
  const standing = (await companiesOf(db, caller.userId)).find(({ companyId }) => companyId === id)
  if (!standing) return null
  await continueAs(db, id)
  const settings = await settingsOf(db, id)
  if (
    standing.name !== wanted.name ||
    settings?.currency !== wanted.currency ||
    settings.country !== wanted.country ||
    settings.timeZone !== wanted.timeZone
  ) {
    throw new Refused(
      'idempotency_key_reused',
      'This Idempotency-Key founded another company before. Send a new key with a new request.',
    )
  }
  return { id, slug: standing.slug, name: standing.name }
}

/** A uuid that a person and a key always give again (version 8: made from a hash of our own). */
function idFrom(userId: string, key: string): string {
  const hex = createHash('sha256').update(`${userId} ${key}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
