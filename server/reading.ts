import { inCompany, type Transaction } from '../database/transaction.ts'
import type { Caller } from './caller.ts'
import { answering, authorise, companyOf, doors, type Entrance } from './operation.ts'

/** Reads as a company, in a transaction of its own. */
export type Reading = <Result>(work: (tx: Transaction, today: string) => Promise<Result>) => Promise<Result>

export function readingAs({ platen }: Entrance, caller: Caller): Reading {
  return (work) =>
    inCompany(platen.pool, companyOf(caller), { books: 'read' }, (tx) =>
      work(tx, platen.clock.today(tx.company.timeZone)),
    )
}

/**
 * The one way in for a file that takes a while to make. What it says is read first; while it is made no transaction is
 * open, so that slow paper holds no connection that a clerk needs.
 */
export const implementingFile = doors.use(({ context, next, procedure, path }) =>
  answering(context.platen, path, () => {
    const caller = authorise(context, procedure['~orpc'].meta)
    return next({ context: { caller, read: readingAs(context, caller) } })
  }),
)
