import { z } from 'zod'

const countOfView = z.int().min(0)

/** The figures above the list, and what waits to be done. */
export const invoiceStats = z.object({
  currency: z.string(),
  totalOutstanding: z.string(),
  overdueCount: z.number(),
  overdueTotal: z.string(),
  dueSoonCount: z
    .number()
    .meta({ description: 'Open invoices that fall due today or in the six days after' }),
  dueSoonTotal: z.string(),
  draftTotal: z.string(),
  paidThisMonth: z.string(),
  averageDaysToPay: z.number().nullable(),
  viewCounts: z
    .object({
      all: countOfView,
      draft: countOfView,
      outstanding: countOfView,
      overdue: countOfView,
      paid: countOfView,
    })
    .meta({ description: 'How many invoices each view of the list has, in all currencies' }),
  otherCurrencies: z.array(z.string()),
})
