import { z } from 'zod'
import { civilDate, instant } from './dates.ts'
import { reads } from './operation.ts'

/** An aging in five buckets; the buckets minus unapplied credit are the balance. */
export const agingBucketTotals = {
  current: z.string(),
  days1To30: z.string(),
  days31To60: z.string(),
  days61To90: z.string(),
  over90: z.string(),
  unappliedCredit: z.string(),
  balance: z.string(),
}
export type AgingTotals = Record<keyof typeof agingBucketTotals, string>

export const agingBuckets = ['current', 'days1To30', 'days31To60', 'days61To90', 'over90'] as const
export type AgingBucket = (typeof agingBuckets)[number]
export const agingBucketLabels: Record<AgingBucket, string> = {
  current: 'Current',
  days1To30: '1–30',
  days31To60: '31–60',
  days61To90: '61–90',
  over90: '90+',
}

export const agingReport = z.object({
  asOf: z.string(),
  currency: z.string(),
  totals: z.object(agingBucketTotals),
  customers: z.array(
    z.object({
      customerId: z.uuid(),
      customerNumber: z.string(),
      customerName: z.string(),
      ...agingBucketTotals,
    }),
  ),
  otherCurrencies: z.array(z.string()),
})
export type AgingReport = z.infer<typeof agingReport>

/** What the aging of one customer is made of: the buckets' invoices and the money on none, which add up to them. */
export const customerAging = z.object({
  asOf: z.string(),
  customerId: z.uuid(),
  customerNumber: z.string(),
  customerName: z.string(),
  currency: z.string(),
  totals: z.object(agingBucketTotals),
  invoices: z.array(
    z.object({
      invoiceId: z.uuid(),
      invoiceNumber: z.string(),
      issueDate: z.string(),
      dueDate: z.string(),
      daysPastDue: z.number().meta({ description: 'As of that day; 0 when due then or later' }),
      bucket: z.enum(agingBuckets),
      total: z.string(),
      open: z.string().meta({ description: 'What was open of it at the end of that day' }),
    }),
  ),
})
export type CustomerAging = z.infer<typeof customerAging>

const ofADay = { asOf: civilDate.optional(), knownAt: instant.optional() }
const ofACurrency = { ...ofADay, currency: z.string().length(3).optional() }

export const reportsContract = {
  aging: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/aging',
      tags: ['Reports'],
      summary: 'Who owed what, and since when, at the end of any day',
      description:
        'From the ledger by posting date. `knownAt` repeats the answer as it was given at that instant.',
    })
    .input(z.strictObject(ofACurrency))
    .output(agingReport),
  agingCsv: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/aging/csv',
      tags: ['Reports'],
      summary: 'The aging as a CSV file, a line per customer',
    })
    .input(z.strictObject(ofACurrency))
    .output(z.file()),
  agingOfCustomer: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/aging/customers/{customerId}',
      tags: ['Reports'],
      summary: 'The open invoices that a customer’s aging is made of, at the end of any day',
      description:
        'The invoices of a bucket add up to it, and the buckets less unapplied credit to the balance.',
    })
    .input(z.strictObject({ customerId: z.uuid().meta({ positional: true }), ...ofADay }))
    .output(customerAging),
}
