import { z } from 'zod'
import { civilDate } from './dates.ts'
import { currencyCode, signedMoney } from './money.ts'
import { reads } from './operation.ts'

const period = {
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  otherCurrencies: z.array(z.string()),
}

/** What was sold and taxed in some days: invoices by posting date, less what was voided and credited in them. */
export const salesTaxReport = z.object({
  ...period,
  rates: z
    .array(z.object({ rate: z.string(), taxableSales: signedMoney, tax: signedMoney }))
    .meta({ description: 'The tax of each rate and what it is of; the lowest rate first' }),
  untaxed: z
    .array(
      z.object({
        reason: z.string().nullable().meta({ description: 'The exemption reason on the invoices' }),
        sales: signedMoney,
      }),
    )
    .meta({ description: 'What was sold without tax, by the reason that the invoices name' }),
  totals: z.object({
    sales: signedMoney.meta({ description: 'Before tax: taxed and untaxed' }),
    taxableSales: signedMoney,
    untaxedSales: signedMoney,
    tax: signedMoney,
  }),
})
export type SalesTaxReport = z.infer<typeof salesTaxReport>

const revenueFigures = {
  invoiced: signedMoney.meta({ description: 'Before tax, less invoices voided' }),
  credited: signedMoney.meta({ description: 'Before tax, less credit memos voided' }),
  revenue: signedMoney.meta({ description: 'Invoiced less credited' }),
  tax: signedMoney,
}

/** What was earned in some days, before tax, by month and by customer. */
export const revenueReport = z.object({
  ...period,
  totals: z.object(revenueFigures),
  months: z
    .array(z.object({ month: z.string().meta({ description: 'YYYY-MM' }), ...revenueFigures }))
    .meta({ description: 'Months in which something posted, the earliest first' }),
  customers: z
    .array(z.object({ customerId: z.uuid(), customerName: z.string(), ...revenueFigures }))
    .meta({ description: 'The hundred who brought most' }),
  customerCount: z.int().meta({ description: 'How many customers there are in all' }),
})
export type RevenueReport = z.infer<typeof revenueReport>

const asked = z.strictObject({
  from: civilDate.meta({ description: 'First day' }),
  to: civilDate.optional().meta({ description: 'Last day; today when left out' }),
  currency: currencyCode.optional().meta({ description: 'The company’s when left out' }),
})

export const salesReportsContract = {
  salesTax: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/sales-tax',
      tags: ['Reports'],
      summary: 'Taxable sales and tax by rate, less credit memos and voids',
      description:
        'By posting date: an invoice counts on the day it posts, a void or credit memo on the day that posts. What was written off stays.',
    })
    .input(asked)
    .output(salesTaxReport),
  salesTaxCsv: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/sales-tax/csv',
      tags: ['Reports'],
      summary: 'The sales tax report as a CSV file',
    })
    .input(asked)
    .output(z.file()),
  revenue: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/revenue',
      tags: ['Reports'],
      summary: 'What was earned before tax, by month and by customer',
      description: 'Counted as the sales tax report counts: its sales are this revenue.',
    })
    .input(asked)
    .output(revenueReport),
  revenueCsv: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/reports/revenue/csv',
      tags: ['Reports'],
      summary: 'The revenue of each month as a CSV file',
    })
    .input(asked)
    .output(z.file()),
}
