import type { ImportResult, ReceivableRow } from '../../contract/import.ts'
import { implementing, type Running } from '../../server/operation.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { valueInSeries } from '../numbers/document-number.ts'
import { holdNumbers, lockCounter, readCounter } from '../numbers/numbers.sql.ts'
import { type Booking, bookingOf } from './booking.ts'
import { insertBookings, readStanding } from './import.sql.ts'
import { matchCustomers } from './match-customers.ts'
import {
  type ImportCustomer,
  judgeRow,
  judgeStanding,
  type RowRefusal,
  type StandingInvoice,
} from './receivable.ts'

type Outcome = ImportResult['rows'][number]

/**
 * Brings a batch of another system's invoices and payments in. Each row is judged by itself: a broken one is refused
 * with its reason, the others stand. Imported invoices keep their number in a series of their own. The same rows again
 * change nothing. Locks: the customer counter (imports wait for each other), customers by id, the invoice counter.
 */
export const importReceivables = implementing.import.receivables.handler(async ({ input, context }) => {
  const { tx, today, audit } = context
  await lockCounter(tx, 'customer')
  const standing = await readStanding(
    tx,
    input.rows.map((row) => row.invoiceNumber),
  )
  const series = passedNumbers(await readCounter(tx, 'invoice'))
  // A row that is refused makes no customer either.
  const customers = await matchCustomers(
    context,
    input.rows,
    (row) =>
      judgeRow(row, tx.company.currency, today) === null &&
      !standing.has(row.invoiceNumber) &&
      series.passed(row.invoiceNumber) === null,
  )
  const { outcomes, bookings } = await judgeRows(context, input.rows, customers, standing)
  await insertBookings(tx, bookings, context.caller.userId)
  await postEntries(
    tx,
    bookings.flatMap(({ entries }) => entries),
    { invoicesCount: true },
  )
  for (const { invoice, row } of bookings) {
    audit.record({
      entity: 'invoice',
      entityId: invoice.id,
      label: row.invoiceNumber,
      after: {
        total: row.amount,
        issueDate: row.issueDate,
        dueDate: row.dueDate,
        paidDate: row.paidDate,
        line: row.line,
      },
    })
  }
  if (bookings.length === 0) audit.nothingChanged()
  const count = (outcome: Outcome['outcome']) => outcomes.filter((row) => row.outcome === outcome).length
  return {
    created: count('created'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    rows: outcomes,
  }
})

async function judgeRows(
  { tx, today }: Running,
  rows: readonly ReceivableRow[],
  customers: ReadonlyMap<string, ImportCustomer>,
  standing: Map<string, StandingInvoice>,
): Promise<{ outcomes: Outcome[]; bookings: Booking[] }> {
  const numbers = passedNumbers(await lockCounter(tx, 'invoice'))
  const outcomes: Outcome[] = []
  const bookings: Booking[] = []
  const held: number[] = []
  for (const row of rows) {
    const customer = customers.get(row.customer)
    const there = standing.get(row.invoiceNumber)
    let refusal: RowRefusal | null = judgeRow(row, customer?.currency ?? tx.company.currency, today)
    if (!refusal && there) refusal = judgeStanding(row, customer?.id, there)
    if (!refusal && !there) refusal = numbers.passed(row.invoiceNumber)
    if (refusal) outcomes.push({ ...outcomeOf(row, 'refused'), ...refusal })
    else if (there) outcomes.push(outcomeOf(row, 'unchanged'))
    else {
      if (!customer) throw new Error(`Line ${row.line} can be booked and has no customer`)
      const booking = bookingOf(row, customer)
      bookings.push(booking)
      standing.set(row.invoiceNumber, booking.standing)
      const value = numbers.value(row.invoiceNumber)
      if (value !== null) held.push(value)
      outcomes.push(outcomeOf(row, 'created'))
    }
  }
  await holdNumbers(tx, 'invoice', held)
  return { outcomes, bookings }
}

function outcomeOf(row: ReceivableRow, outcome: Outcome['outcome']): Outcome {
  return { line: row.line, invoiceNumber: row.invoiceNumber, outcome, code: null, reason: null }
}

/** Which imported numbers look like our own: those the counter has passed are refused, later ones it will step over. */
function passedNumbers(counter: { prefix: string; next: number }) {
  const value = (number: string) => valueInSeries(counter.prefix, number)
  return {
    value,
    passed(number: string): RowRefusal | null {
      const own = value(number)
      if (own === null || own >= counter.next) return null
      return {
        code: 'number_series_passed',
        reason: `invoiceNumber ${number} belongs to our own series, which has passed it`,
      }
    },
  }
}
