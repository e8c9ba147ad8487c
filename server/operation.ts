import { createHash } from 'node:crypto'
import { implement, ORPCError } from '@orpc/server'
import type { Door } from '../contract/audit.ts'
import { contract } from '../contract/contract.ts'
import type { OperationMeta } from '../contract/operation.ts'
import { Refused } from '../contract/refusals.ts'
import {
  type CompanylessTransaction,
  inCompany,
  inNoCompany,
  mayBeRepeated,
  type Transaction,
} from '../database/transaction.ts'
import { AuditTrail } from './audit-trail.ts'
import { type Caller, mayCall } from './caller.ts'
import { claimKey, keepReply } from './idempotency.ts'
import type { Platen } from './platen.ts'
import { toRefusal } from './problem.ts'

/** What a door passes in with every call. */
export interface Entrance {
  platen: Platen
  door: Door
  caller: Caller | null
  idempotencyKey?: string
  dryRun?: boolean
  /** The browser's session cookie; doors without one leave it out. */
  cookie?: { set(token: string): void; clear(): void }
  clientAddress?: string
}

/** What the run of a company's operation gets besides its input. */
export interface Running {
  tx: Transaction
  caller: Caller
  /** The company's day. */
  today: string
  dryRun: boolean
  audit: AuditTrail
}

/** What the run of an operation on the caller's own session gets. */
export interface RunningSession {
  tx: CompanylessTransaction
}

// The first middleware judges the caller, then the input is parsed, then the second opens the transaction; output is
// checked inside the transaction, so that a reply that breaks the contract undoes its effect.
export const doors = implement(contract)
  .$context<Entrance>()
  .$config({ initialInputValidationIndex: 1, initialOutputValidationIndex: 2 })

/** The one way in for everything that belongs to a company. */
export const implementing = doors
  .use(({ context, next, procedure, path }) =>
    answering(context.platen, path, () => {
      const caller = authorise(context, procedure['~orpc'].meta)
      return next({ context: { caller } })
    }),
  )
  .use(async ({ context, next, procedure, path }, input) => {
    const { meta } = procedure['~orpc']
    const operation = path.join('.')
    const { platen, caller } = context
    const dryRun = meta.effect === 'write' && (context.dryRun ?? false)
    const companyId = companyOf(caller)
    const key = meta.effect === 'write' && !dryRun ? context.idempotencyKey : undefined
    const books = meta.closesBooks ? 'close' : meta.effect === 'write' ? 'post' : 'read'
    return repeating(() =>
      inCompany(platen.pool, companyId, { books, keep: !dryRun }, async (tx) => {
        const audit = new AuditTrail(operation, caller, context.door)
        const running: Running = { tx, caller, dryRun, audit, today: platen.clock.today(tx.company.timeZone) }
        const claim =
          key === undefined ? undefined : { operation, key, userId: caller.userId, bodyHash: hashBody(input) }
        if (claim) {
          const earlier = await claimKey(tx, claim)
          if (earlier && meta.secretReply) throw secretWasShown()
          if (earlier) return { output: earlier.reply, context: running }
        }
        const result = await next({ context: running })
        if (meta.effect === 'write') audit.write(tx)
        if (claim && !meta.secretReply) keepReply(tx, claim, result.output)
        return result
      }),
    )
  })

/**
 * The one way in for signing up, in and out, and for what a person does with their own session. A dry run is rolled back
 * and touches no cookie.
 */
export const implementingSession = doors
  .use(({ context, next, procedure, path }) =>
    answering(context.platen, path, () => {
      if (procedure['~orpc'].meta.permission === 'signed-in' && !context.caller) throw notSignedIn()
      return next()
    }),
  )
  .use(({ context: { platen, dryRun, cookie }, next }) =>
    inNoCompany(
      platen.pool,
      async (tx) => {
        const running: RunningSession = { tx }
        return next({ context: { ...running, cookie: dryRun ? undefined : cookie } })
      },
      { keep: !dryRun },
    ),
  )

/** The caller of a session operation that declares `signed-in`. */
export function signedInCaller(context: Entrance): Caller {
  if (!context.caller) throw notSignedIn()
  return context.caller
}

export function authorise({ caller }: Entrance, { permission }: OperationMeta): Caller {
  if (permission === 'public' || permission === 'signed-in')
    throw new Error('An operation of a company needs a permission')
  if (!caller) throw notSignedIn()
  companyOf(caller)
  if (!mayCall(caller, permission)) {
    throw new Refused(
      'forbidden',
      `This needs the permission ${permission}. Ask an owner or admin of the company for it.`,
    )
  }
  return caller
}

export function companyOf(caller: Caller): string {
  if (!caller.companyId)
    throw new Refused('no_company', 'You belong to no company yet. Found one, or ask to be added.')
  return caller.companyId
}

function notSignedIn(): Refused {
  return new Refused('not_signed_in', 'Sign in, or send an API key as "Authorization: Bearer <key>".')
}

/** A repeated request does nothing again, but the secret that its first answer showed is not kept anywhere. */
function secretWasShown(): Refused {
  return new Refused(
    'idempotency_key_reused',
    'This was done, and its answer showed a secret that is not kept. If it did not reach you, undo it and send it anew with another key.',
  )
}

/** The same fields in another order are the same body. */
export function hashBody(input: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(input, inOneOrder) ?? '')
    .digest()
}

function inOneOrder(_field: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

const attempts = 4

/** Runs a transaction again that PostgreSQL ended for the sake of others, as in a deadlock; nothing of the lost run remains. */
async function repeating<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (!mayBeRepeated(error)) throw error
      if (attempt === attempts) {
        throw new Refused(
          'busy',
          'Other changes to the same documents were under way. Nothing was changed: try again.',
        )
      }
    }
  }
}

/** Turns everything thrown below into one of the known refusals; what is not expected is logged and told as internal. */
export async function answering<Result>(
  platen: Platen,
  path: readonly string[],
  run: () => PromiseLike<Result> | Result,
): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    const log = (unexpected: unknown) =>
      platen.log.error({ err: unexpected, operation: path.join('.') }, 'operation failed')
    // What oRPC itself refuses (input that does not fit the contract) is already in its form; a reply that breaks the
    // contract is our mistake.
    if (error instanceof ORPCError && error.status < 500) throw error
    throw toRefusal(error, log)
  }
}
