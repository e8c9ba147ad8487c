import { randomUUID } from 'node:crypto'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Running } from '../../server/operation.ts'
import { type AgedCustomer, readAging } from '../aging/aging.sql.ts'
import { nothingOwed } from '../aging/aging.ts'
import { insertSnapshots } from '../aging/aging-snapshots.sql.ts'
import { addDays, formatDate } from '../calendar/calendar.ts'
import { closeThrough, type LockedCustomer } from '../customers/customer-locks.sql.ts'
import { readBalances } from '../ledger/ledger.sql.ts'
import { type Cents, moneyText } from '../money/money.ts'
import { type Period, type PostedEntry, statementOf } from './statement.ts'
import { canonicalText, checksumOf, contentOf } from './statement-content.ts'
import { readPostedEntries, readSurroundings, type Surroundings } from './statement-sources.sql.ts'
import { archiveStatement, insertStatements, type NewStatement } from './statements.sql.ts'

/** A statement that may be issued: nothing stands in its way. */
interface Issuable {
  customer: LockedCustomer
  around: Surroundings
}

/** Of locked customers, who may be issued a statement of a period, and why the others may not. */
export async function judgeStatements(
  tx: Transaction,
  customers: readonly LockedCustomer[],
  wanted: Period & { supersede: boolean },
): Promise<{ issuable: Issuable[]; refused: Map<string, Refused> }> {
  const surroundings = await readSurroundings(tx, idsOf(customers), wanted)
  const issuable: Issuable[] = []
  const refused = new Map<string, Refused>()
  for (const customer of customers) {
    const around = surroundings.get(customer.id)
    if (!around) throw new Error('A locked customer has no surroundings')
    const why = whyNot(around, customer, wanted)
    if (why) refused.set(customer.id, why)
    else issuable.push({ customer, around })
  }
  return { issuable, refused }
}

function whyNot(
  { overlapping: [other], same }: Surroundings,
  { name }: LockedCustomer,
  { periodStart, periodEnd, supersede }: Period & { supersede: boolean },
): Refused | null {
  if (other) {
    return new Refused(
      'statement_period_overlaps',
      `${name} has a statement of ${formatDate(other.periodStart)} to ${formatDate(other.periodEnd)}, and ${formatDate(periodStart)} to ${formatDate(periodEnd)} overlaps it. Choose days that no statement covers, or exactly its period to issue it anew.`,
      [
        {
          path: 'periodStart',
          message: `overlaps the statement of ${formatDate(other.periodStart)} to ${formatDate(other.periodEnd)}`,
        },
      ],
    )
  }
  if (!same || supersede) return null
  return new Refused(
    'statement_exists',
    `There is a statement of ${formatDate(same.periodStart)} to ${formatDate(same.periodEnd)} already. It is kept; generated for this customer alone it would be archived and issued anew.`,
  )
}

/**
 * Issues statements of locked customers for a past period, each with the aging as of its end, and closes the days for
 * them. Everything is read for all of them at once, and written at once. Gives them in the order in which they were
 * asked for.
 */
export async function issueStatements(
  { tx, today, caller, audit }: Pick<Running, 'tx' | 'today' | 'caller' | 'audit'>,
  issuable: readonly Issuable[],
  period: Period,
  now: Date,
): Promise<NewStatement[]> {
  if (issuable.length === 0) return []
  const ids = idsOf(issuable.map(({ customer }) => customer))
  const sources: Sources = {
    openings: await readBalances(tx, ids, addDays(period.periodStart, -1)),
    entries: await readPostedEntries(tx, ids, period),
    agings: new Map(
      (await readAging(tx, period.periodEnd, { customerIds: ids })).map((aged) => [aged.customerId, aged]),
    ),
  }
  const composed = issuable.map(({ customer, around }) => ({
    ...{ customer, around },
    ...compose(customer, around, period, sources, { issuedOn: today, generatedAt: now.toISOString() }),
  }))
  for (const { around, content } of composed)
    if (around.same) await archiveStatement(tx, around.same.id, content.statementId)
  await insertStatements(tx, composed, caller.userId)
  await insertSnapshots(
    tx,
    composed.map(({ customer, content, aging, openInvoiceCount }) => ({
      ...{ customerId: customer.id, currency: customer.defaultCurrency },
      ...{ aging, openInvoiceCount, statementId: content.statementId },
    })),
    { snapshotDate: period.periodEnd, generatedVia: 'on_demand', byUserId: caller.userId },
  )
  await closeThrough(tx, ids, period.periodEnd)
  for (const { customer, around, content, checksum } of composed) {
    const { statementId, openingBalance, closingBalance } = content
    audit.record({
      entity: 'statement',
      entityId: statementId,
      label: customer.customerNumber,
      before: around.same ? { archived: around.same.id } : null,
      after: {
        customerId: customer.id,
        periodStart: period.periodStart,
        periodEnd: period.periodEnd,
        ...{ openingBalance, closingBalance, checksum },
      },
    })
  }
  return composed
}

interface Sources {
  openings: ReadonlyMap<string, Cents>
  entries: ReadonlyMap<string, readonly PostedEntry[]>
  agings: ReadonlyMap<string, AgedCustomer>
}

/** What the statement says, from the ledger as it stands under the lock on the customer. */
function compose(
  customer: LockedCustomer,
  { issuer, address, previous }: Surroundings,
  { periodStart, periodEnd }: Period,
  { openings, entries, agings }: Sources,
  issue: { issuedOn: string; generatedAt: string },
) {
  const { id: customerId, customerNumber, name: customerName, defaultCurrency: currency } = customer
  const figures = statementOf(openings.get(customerId) ?? 0, entries.get(customerId) ?? [])
  const { openInvoiceCount, ...aging } = agings.get(customerId) ?? { openInvoiceCount: 0, ...nothingOwed }
  const content = contentOf(
    {
      ...{ ...issue, statementId: randomUUID(), issuer, customerNumber, customerName, address, currency },
      ...{ periodStart, periodEnd },
      previous: previous && {
        periodEnd: previous.periodEnd,
        closingBalance: moneyText(previous.closingCents, currency),
      },
    },
    figures,
    aging,
  )
  const text = canonicalText(content)
  return { customerId, content, text, checksum: checksumOf(text), aging, openInvoiceCount }
}

function idsOf(customers: readonly LockedCustomer[]): string[] {
  return customers.map(({ id }) => id)
}
