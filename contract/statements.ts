import { z } from 'zod'
import { postalAddress } from './addresses.ts'
import { rowOutcome } from './batch.ts'
import { civilDate } from './dates.ts'
import { reads, writes } from './operation.ts'
import { agingBucketTotals } from './reports.ts'

export const statementLineKinds = [
  'invoice',
  'void',
  'late_fee',
  'payment',
  'refund',
  'reversal',
  'credit_memo',
  'write_off',
] as const
export type StatementLineKind = (typeof statementLineKinds)[number]
export const statementLineLabels: Record<StatementLineKind, string> = {
  invoice: 'Invoice',
  void: 'Voided',
  late_fee: 'Late fee',
  payment: 'Payment',
  refund: 'Refund',
  reversal: 'Payment reversed',
  credit_memo: 'Credit memo',
  write_off: 'Written off',
}

export const statementLine = z.object({
  date: z.string().meta({ description: 'Posting date' }),
  documentDate: z.string(),
  kind: z.enum(statementLineKinds),
  reference: z.string().nullable().meta({ description: 'Invoice number or reference of the payment' }),
  invoiced: z.string(),
  paid: z.string(),
  credited: z.string(),
  balance: z.string().meta({ description: 'Running balance after this line' }),
})

export const statementSummary = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  currency: z.string(),
  periodStart: z.string(),
  periodEnd: z.string(),
  generatedAt: z.string(),
  generatedBy: z.string().nullable(),
  openingBalance: z.string(),
  totalInvoiced: z.string(),
  totalPaid: z.string(),
  totalCreditNotes: z.string(),
  closingBalance: z.string(),
  aging: z.object(agingBucketTotals),
  checksum: z.string().meta({ description: 'SHA-256 of `content`' }),
  archivedAt: z.string().nullable(),
})

export const statement = statementSummary.extend({
  issuer: z
    .object({ name: z.string(), letterhead: z.string().nullable(), country: z.string() })
    .meta({ description: 'The company as it was when the statement was issued' }),
  customerNumber: z.string(),
  customerName: z.string(),
  address: postalAddress
    .nullable()
    .meta({ description: 'The customer’s default statement address, else the billing one, as it was then' }),
  issuedOn: z.string().meta({ description: 'The company’s day on which it was issued' }),
  previous: z.object({ periodEnd: z.string(), closingBalance: z.string() }).nullable().meta({
    description: 'The statement before it; when it ended earlier than the day before, days lie between',
  }),
  lines: z.array(statementLine),
  content: z.string().meta({ description: 'The canonical text that the checksum covers, byte for byte' }),
})
export type Statement = z.infer<typeof statement>
export type StatementSummary = z.infer<typeof statementSummary>

const customerId = z.uuid().meta({ positional: true })
const path = '/customers/{customerId}/statements' as const
const tags = ['Statements']
const period = {
  periodStart: civilDate,
  periodEnd: civilDate.meta({ description: 'Inclusive; before today' }),
}

export const statementsContract = {
  list: reads('accounting.reports.read')
    .route({ method: 'GET', path, tags, summary: 'Statements of a customer, newest period first' })
    .input(z.strictObject({ customerId, includeArchived: z.enum(['true', 'false']).default('false') }))
    .output(z.object({ data: z.array(statementSummary) })),
  create: writes('accounting.statements.write')
    .route({
      method: 'POST',
      path,
      successStatus: 201,
      tags,
      summary: 'Generate the statement of a past period',
      description:
        'The same period again archives the earlier statement. Days that a statement covers are closed for this customer.',
    })
    .input(
      z.strictObject({
        customerId,
        ...period,
        supersede: z
          .boolean()
          .default(true)
          .meta({ description: 'false refuses a period that has a statement already' }),
      }),
    )
    .output(statement),
  show: reads('accounting.reports.read')
    .route({ method: 'GET', path: `${path}/{statementId}`, tags, summary: 'One statement, as it was issued' })
    .input(z.strictObject({ customerId, statementId: z.uuid() }))
    .output(statement),
  csv: reads('accounting.reports.read')
    .route({ method: 'GET', path: `${path}/{statementId}/csv`, tags, summary: 'A statement as a CSV file' })
    .input(z.strictObject({ customerId, statementId: z.uuid() }))
    .output(z.file()),
  pdf: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: `${path}/{statementId}/pdf`,
      tags,
      summary: 'A statement as a PDF file, the same whenever it is asked for',
    })
    .input(z.strictObject({ customerId, statementId: z.uuid() }))
    .output(z.file()),
  run: writes('accounting.statements.write')
    .route({
      method: 'POST',
      path: '/statements/run',
      tags,
      summary: 'Statements of many customers, each in a transaction of its own',
      description:
        '`with-balance` takes those whose balance was not zero at the end of the period. A customer who has a statement of this period keeps it.',
    })
    .input(
      z.strictObject({
        ...period,
        customers: z
          .union([z.literal('with-balance'), z.array(z.uuid()).min(1).max(1000)])
          .default('with-balance'),
      }),
    )
    .output(
      z.object({
        results: z.array(
          z.object({
            customerId: z.uuid(),
            customerNumber: z
              .string()
              .nullable()
              .meta({ description: 'Null where there is no such customer' }),
            customerName: z.string().nullable(),
            ...rowOutcome,
            statementId: z.uuid().nullable(),
            closingBalance: z.string().nullable(),
          }),
        ),
      }),
    ),
}
