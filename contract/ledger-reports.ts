import { z } from 'zod'
import { civilDate } from './dates.ts'
import { companyEntries } from './ledger-entries.ts'
import { reads } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { statementLine, statementLineKinds, statementSummary } from './statements.ts'

/** A statement of account: what a statement says, read from the ledger at any time and not issued. */
export const statementOfAccount = z.object({
  customerId: z.uuid(),
  customerName: z.string(),
  customerNumber: z.string(),
  currency: z.string(),
  from: z.string(),
  to: z.string(),
  ...statementSummary.pick({
    openingBalance: true,
    totalInvoiced: true,
    totalPaid: true,
    totalCreditNotes: true,
    closingBalance: true,
  }).shape,
  lines: z.array(statementLine),
})

export type StatementOfAccount = z.infer<typeof statementOfAccount>

export const lateItem = z.object({
  entryId: z.string(),
  kind: z.enum(statementLineKinds),
  customerId: z.uuid(),
  customerName: z.string(),
  invoiceId: z.uuid().nullable(),
  invoiceNumber: z.string().nullable(),
  paymentId: z.uuid().nullable(),
  amount: z.string(),
  currency: z.string(),
  documentDate: z.string(),
  postingDate: z.string(),
  recordedAt: z.string(),
})
export type LateItem = z.infer<typeof lateItem>

const accountAsked = z.strictObject({
  customerId: z.uuid(),
  from: civilDate.meta({ description: 'First day' }),
  to: civilDate.optional().meta({ description: 'Last day; today when left out' }),
})

export const ledgerReportsContract = {
  entries: companyEntries,
  statementOfAccount: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/statement-of-account',
      tags: ['Reports'],
      summary: 'A customer’s account over any days, from the same entries as every balance',
    })
    .input(accountAsked)
    .output(statementOfAccount),
  statementOfAccountCsv: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/statement-of-account/csv',
      tags: ['Reports'],
      summary: 'A customer’s account over any days as a CSV file',
    })
    .input(accountAsked)
    .output(z.file()),
  lateItems: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/late-items',
      tags: ['Reports'],
      summary: 'Documents dated on a day that was closed when they were recorded',
      description: 'They post on the first open day; the newest recorded come first.',
    })
    .input(z.strictObject({ ...pageInput, customerId: z.uuid().optional() }))
    .output(pageOf(lateItem)),
}
