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
    .input(
      z.strictObject({
        asOf: civilDate.optional(),
        knownAt: instant.optional(),
        currency: z.string().length(3).optional(),
      }),
    )
    .output(agingReport),
}
