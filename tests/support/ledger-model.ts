import type { AgingBucket } from '../../contract/reports.ts'
import { addDays, agingBucketOf } from '../../invoicing/calendar/calendar.ts'
import { seeded } from '../../seed/random.ts'

/** A row of another system's ledger, as a file writes it; dates are civil dates. */
export interface LedgerRow {
  customer: string
  invoiceNumber: string
  issueDate: string
  dueDate: string
  cents: number
  paidDate: string
}

/** A ledger of the shape of a real one: two years, 30 days to pay, everything paid in the end, some of it late. */
export function ledgerOf(
  seed: number,
  { rows, customers }: { rows: number; customers: number },
): LedgerRow[] {
  const random = seeded(seed)
  const names = Array.from(
    { length: customers },
    (_, index) => `${String(1000 + index * 7).slice(-4)}-${String.fromCharCode(65 + (index % 26))}QXZ`,
  )
  return Array.from({ length: rows }, (_, index) => {
    const issueDate = addDays('2012-01-03', random(700))
    return {
      customer: names[random(customers)] ?? '',
      invoiceNumber: String(10_000_000 + index * 3_571).padStart(10, '0'),
      issueDate,
      dueDate: addDays(issueDate, 30),
      cents: 500 + random(12_000),
      paidDate: addDays(issueDate, random(66)),
    }
  })
}

/** What was owed at the end of a day, by bucket, added up from the rows. */
export function agedFrom(rows: readonly LedgerRow[], asOf: string): Record<AgingBucket | 'balance', number> {
  const sums = { current: 0, days1To30: 0, days31To60: 0, days61To90: 0, over90: 0, balance: 0 }
  for (const { issueDate, dueDate, paidDate, cents } of rows) {
    if (issueDate > asOf || paidDate <= asOf) continue
    sums[agingBucketOf(dueDate, asOf)] += cents
    sums.balance += cents
  }
  return sums
}

/** The ledger as a CSV file with columns of its own names and American dates. */
export function csvOf(rows: readonly LedgerRow[]): string {
  const american = (date: string) => {
    const [year, month, day] = date.split('-').map(Number)
    return `${month}/${day}/${year}`
  }
  return [
    'country,customerID,number,issued,due,amount,disputed,settled',
    ...rows.map(
      (row) =>
        `391,${row.customer},${row.invoiceNumber},${american(row.issueDate)},${american(row.dueDate)},${(row.cents / 100).toFixed(2)},No,${american(row.paidDate)}`,
    ),
    '',
  ].join('\n')
}
