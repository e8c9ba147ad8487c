import { createHash } from 'node:crypto'
import { z } from 'zod'
import { agingBucketTotals } from '../../contract/reports.ts'
import { statement } from '../../contract/statements.ts'
import { type Aging, agingTotals } from '../aging/aging.ts'
import { moneyText } from '../money/money.ts'
import type { Period, StatementFigures } from './statement.ts'

/** The fields of a statement's canonical text, in their order. */
const statementContent = z.object({
  format: z.literal('platen statement 2'),
  statementId: z.string(),
  ...statement.pick({
    issuer: true,
    customerNumber: true,
    customerName: true,
    address: true,
    currency: true,
    periodStart: true,
    periodEnd: true,
    issuedOn: true,
    generatedAt: true,
    previous: true,
    openingBalance: true,
    totalInvoiced: true,
    totalPaid: true,
    totalCreditNotes: true,
    closingBalance: true,
    lines: true,
  }).shape,
  aging: z.object(agingBucketTotals),
})
export type StatementContent = z.infer<typeof statementContent>

/** The first format knew of the company only its name, and of the customer no address. */
const firstFormat = z
  .object({ format: z.literal('platen statement 1'), company: z.string(), generatedAt: z.string() })
  .loose()
  .transform(({ company, ...content }) => ({
    ...content,
    format: 'platen statement 2',
    issuer: { name: company, letterhead: null, country: 'US' },
    address: null,
    issuedOn: content.generatedAt.slice(0, 10),
  }))

interface Issued extends Period {
  statementId: string
  issuer: StatementContent['issuer']
  customerNumber: string
  customerName: string
  address: StatementContent['address']
  issuedOn: string
  currency: string
  generatedAt: string
  previous: StatementContent['previous']
}

/** What a statement says, as text on the wire. */
export function contentOf(issued: Issued, figures: StatementFigures, aging: Aging): StatementContent {
  const { currency } = issued
  const text = (cents: number) => moneyText(cents, currency)
  return {
    format: 'platen statement 2',
    statementId: issued.statementId,
    issuer: issued.issuer,
    customerNumber: issued.customerNumber,
    customerName: issued.customerName,
    address: issued.address,
    currency,
    periodStart: issued.periodStart,
    periodEnd: issued.periodEnd,
    issuedOn: issued.issuedOn,
    generatedAt: issued.generatedAt,
    previous: issued.previous,
    openingBalance: text(figures.openingCents),
    totalInvoiced: text(figures.invoicedCents),
    totalPaid: text(figures.paidCents),
    totalCreditNotes: text(figures.creditedCents),
    closingBalance: text(figures.closingCents),
    lines: figures.lines.map((line) => lineText(line, currency)),
    aging: agingTotals(aging, currency),
  }
}

/** A line of a statement as text on the wire. */
export function lineText(line: StatementFigures['lines'][number], currency: string) {
  const text = (cents: number) => moneyText(cents, currency)
  return {
    date: line.date,
    documentDate: line.documentDate,
    kind: line.kind,
    reference: line.reference,
    invoiced: text(line.invoicedCents),
    paid: text(line.paidCents),
    credited: text(line.creditedCents),
    balance: text(line.balanceCents),
  }
}

/** The canonical text: JSON, indented by two, its fields in one order. Written once, kept byte for byte. */
export function canonicalText(content: StatementContent): string {
  return JSON.stringify(content, null, 2)
}

/** SHA-256 of the text's UTF-8 bytes, as `sha256sum` prints it. */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** A kept text, read again. */
export function readContent(text: string): StatementContent {
  const kept: unknown = JSON.parse(text)
  return statementContent.parse(firstFormat.safeParse(kept).data ?? kept)
}
