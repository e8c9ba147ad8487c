import { randomUUID } from 'node:crypto'
import { Refused } from '../../contract/refusals.ts'
import type { Statement } from '../../contract/statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { implementing } from '../../server/operation.ts'
import { readAging } from '../aging/aging.sql.ts'
import { nothingOwed } from '../aging/aging.ts'
import { insertSnapshots } from '../aging/aging-snapshots.sql.ts'
import { addDays } from '../calendar/calendar.ts'
import { closeThrough, type LockedCustomer, lockCustomer } from '../customers/customer-locks.sql.ts'
import { balanceAsOf } from '../ledger/ledger.sql.ts'
import { moneyText } from '../money/money.ts'
import { type Period, requirePastPeriod, statementOf } from './statement.ts'
import { canonicalText, checksumOf, contentOf, type StatementContent } from './statement-content.ts'
import {
  archiveStatement,
  insertStatement,
  readPostedEntries,
  readSurroundings,
  type Surroundings,
} from './statements.sql.ts'

/**
 * Issues the statement of a past period (B: CustomerStatement), with the aging as of its end. Its days are closed for the
 * customer from then on. The same period again archives the earlier statement, which stays readable as it was.
 */
export const createStatement = implementing.statements.create.handler(
  async ({ input, context: { tx, today, caller, audit, platen } }): Promise<Statement> => {
    requirePastPeriod(input, today)
    const customer = await lockCustomer(tx, input.customerId)
    const around = await readSurroundings(tx, customer.id, input)
    requireFree(around, customer, input)
    if (around.same && !input.supersede) throw exists(around.same)

    const statementId = randomUUID()
    const { content, openInvoiceCount, aging } = await composed(tx, customer, input, around, {
      statementId,
      generatedAt: platen.clock.now().toISOString(),
    })
    const text = canonicalText(content)
    const checksum = checksumOf(text)
    if (around.same) await archiveStatement(tx, around.same.id, statementId)
    await insertStatement(tx, { customerId: customer.id, content, text, checksum, byUserId: caller.userId })
    const { id: customerId, defaultCurrency: currency } = customer
    await insertSnapshots(tx, [{ customerId, currency, aging, openInvoiceCount }], {
      snapshotDate: input.periodEnd,
      generatedVia: 'on_demand',
      byUserId: caller.userId,
      statementId,
    })
    await closeThrough(tx, customer.id, input.periodEnd)
    audit.record({
      entity: 'statement',
      entityId: statementId,
      label: customer.customerNumber,
      before: around.same ? { archived: around.same.id } : null,
      after: {
        customerId: customer.id,
        periodStart: input.periodStart,
        periodEnd: input.periodEnd,
        openingBalance: content.openingBalance,
        closingBalance: content.closingBalance,
        checksum,
      },
    })
    const { format, statementId: id, company, ...shown } = content
    return {
      ...shown,
      id,
      customerId: customer.id,
      generatedBy: caller.name,
      checksum,
      archivedAt: null,
      content: text,
    }
  },
)

function requireFree({ overlapping }: Surroundings, { name }: LockedCustomer, period: Period): void {
  const other = overlapping[0]
  if (!other) return
  throw new Refused(
    'statement_period_overlaps',
    `${name} has a statement of ${other.periodStart} to ${other.periodEnd}, and ${period.periodStart} to ${period.periodEnd} overlaps it. Choose days that no statement covers, or exactly its period to issue it anew.`,
    [
      {
        path: 'periodStart',
        message: `overlaps the statement of ${other.periodStart} to ${other.periodEnd}`,
      },
    ],
  )
}

function exists({ periodStart, periodEnd }: Period): Refused {
  return new Refused(
    'statement_exists',
    `There is a statement of ${periodStart} to ${periodEnd} already. Leave supersede out to archive it and issue it anew.`,
  )
}

/** What the statement says, from the ledger as it stands under the lock on the customer. */
async function composed(
  tx: Transaction,
  customer: LockedCustomer,
  period: Period,
  { company, previous }: Surroundings,
  issue: { statementId: string; generatedAt: string },
) {
  const { customerNumber, name: customerName, defaultCurrency: currency } = customer
  const opening = await balanceAsOf(tx, customer.id, addDays(period.periodStart, -1), null)
  const entries = await readPostedEntries(tx, customer.id, period)
  const figures = statementOf(opening.openInvoicesCents - opening.unappliedCreditCents, entries)
  const [aged] = await readAging(tx, period.periodEnd, { customerIds: [customer.id] })
  const { openInvoiceCount, ...aging } = aged ?? { openInvoiceCount: 0, ...nothingOwed }
  const content: StatementContent = contentOf(
    {
      ...issue,
      company,
      customerNumber,
      customerName,
      currency,
      periodStart: period.periodStart,
      periodEnd: period.periodEnd,
      previous: previous && {
        periodEnd: previous.periodEnd,
        closingBalance: moneyText(previous.closingCents, currency),
      },
    },
    figures,
    aging,
  )
  return { content, aging, openInvoiceCount }
}
