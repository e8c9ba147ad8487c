import type { Paper } from '../../contract/paper.ts'
import { agingBucketLabels, agingBuckets } from '../../contract/reports.ts'
import { type Statement, statementLineLabels } from '../../contract/statements.ts'
import { addressLines } from '../addresses/envelope.ts'
import { addDays, formatDate } from '../calendar/calendar.ts'
import { centsOf, formatMoney } from '../money/money.ts'
import { linesOfLetterhead, sizeIn } from '../papers/paper.ts'

/** What of a statement stands on its paper: only what was sealed when it was issued. */
type Told = Omit<Statement, 'id' | 'customerId' | 'generatedBy' | 'archivedAt' | 'content'>

/** A statement as the paper that the customer gets. The same statement gives the same paper. */
export function statementPaper(statement: Told): Paper {
  const { issuer, currency, address, periodStart, periodEnd, aging } = statement
  const bare = (amount: string) => formatMoney(centsOf(amount), currency, { display: 'none' })
  const less = (amount: string) => formatMoney(0 - centsOf(amount), currency, { display: 'none' })
  return {
    title: 'Statement',
    subtitle: `${formatDate(periodStart)} – ${formatDate(periodEnd)}`,
    size: sizeIn(issuer.country),
    issuer: { name: issuer.name, lines: linesOfLetterhead(issuer.letterhead) },
    recipient: {
      heading: 'For',
      name: statement.customerName,
      lines: [...(address ? addressLines(address, issuer.country) : []), statement.customerNumber],
    },
    facts: [{ label: 'Issued', value: formatDate(statement.issuedOn) }],
    headline: {
      label: `Owed on ${formatDate(periodEnd)}`,
      value: formatMoney(centsOf(statement.closingBalance), currency),
    },
    remarks: remarksOf(statement),
    summary: [
      { label: 'Opening balance', value: bare(statement.openingBalance) },
      { label: 'Invoiced', value: bare(statement.totalInvoiced) },
      { label: 'Paid', value: less(statement.totalPaid) },
      { label: 'Credit notes', value: less(statement.totalCreditNotes) },
      { label: 'Closing balance', value: bare(statement.closingBalance), isStrong: true },
    ],
    table: tableOf(statement),
    totals: [],
    closing: {
      heading: `By age on ${formatDate(periodEnd)}`,
      figures: [
        ...agingBuckets.map((bucket) => ({
          label: bucket === 'current' ? agingBucketLabels[bucket] : `${agingBucketLabels[bucket]} days`,
          value: bare(aging[bucket]),
        })),
        ...(centsOf(aging.unappliedCredit) > 0
          ? [{ label: 'Unapplied credit', value: less(aging.unappliedCredit) }]
          : []),
      ],
    },
    notes: null,
    stamp: null,
    seal: `SHA-256 of the statement ${statement.checksum}`,
    datedAt: statement.generatedAt,
  }
}

/** Days that no statement covers are named, so that nobody looks for a difference that is none. */
function remarksOf({ previous, periodStart, currency }: Told): string[] {
  if (!previous || addDays(previous.periodEnd, 1) === periodStart) return []
  const closing = formatMoney(centsOf(previous.closingBalance), currency)
  return [
    `The statement before it ended on ${formatDate(previous.periodEnd)} with ${closing}; the days between are in the opening balance.`,
  ]
}

function tableOf(statement: Told): Paper['table'] {
  const { currency, lines, periodStart, periodEnd } = statement
  const amount = (text: string, zeroAsDash = true) =>
    formatMoney(centsOf(text), currency, { display: 'none', zeroAsDash })
  const edge = (date: string, what: string, balance: string) => ({
    cells: [formatDate(date), what, '', '', '', amount(balance, false)],
    isEdge: true,
  })
  return {
    columns: [
      { heading: 'Date', width: 15 },
      { heading: 'What', width: 33 },
      { heading: 'Invoiced', width: 15, isAmount: true },
      { heading: 'Paid', width: 15, isAmount: true },
      { heading: 'Credited', width: 13, isAmount: true },
      { heading: `Balance, ${currency}`, width: 17, isAmount: true },
    ],
    rows: [
      edge(periodStart, 'Opening balance', statement.openingBalance),
      ...lines.map((line) => ({
        cells: [
          formatDate(line.date),
          [statementLineLabels[line.kind], line.reference].filter(Boolean).join(' '),
          amount(line.invoiced),
          amount(line.paid),
          amount(line.credited),
          amount(line.balance, false),
        ],
        ...(line.documentDate === line.date ? {} : { note: `dated ${formatDate(line.documentDate)}` }),
      })),
      ...(lines.length === 0
        ? [{ cells: ['', 'Nothing was invoiced or paid in this period.', '', '', '', ''] }]
        : []),
      edge(periodEnd, 'Closing balance', statement.closingBalance),
    ],
  }
}
