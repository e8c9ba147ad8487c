import { z } from 'zod'
import { civilDate, instant } from './dates.ts'
import { currencyCode, signedMoney } from './money.ts'
import { reads, writes } from './operation.ts'
import { pageInput, pageOf, version } from './pages.ts'
import { paymentTerms } from './payment-terms.ts'
import { emailAddress, line, paragraphs, searchText } from './text.ts'

export const customerStatuses = ['active', 'inactive', 'blocked'] as const
export type CustomerStatus = (typeof customerStatuses)[number]

export const customerStatusLabels: Record<CustomerStatus, string> = {
  active: 'Active',
  inactive: 'Inactive',
  blocked: 'Blocked',
}

const fields = {
  legalName: line(255).nullable(),
  email: emailAddress.nullable(),
  phone: line(50).nullable().meta({ description: 'As people write it; kept as E.164' }),
  paymentTerms: z.enum(paymentTerms).nullable(),
  taxId: line(50).nullable(),
  website: z
    .url({
      protocol: /^https?$/,
      hostname: z.regexes.domain,
      error: 'must be a web address starting with http:// or https://',
    })
    .max(255)
    .nullable(),
  notes: paragraphs(10_000).nullable(),
}

export const customer = z.object({
  id: z.uuid(),
  customerNumber: z.string(),
  name: z.string(),
  legalName: z.string().nullable(),
  status: z.enum(customerStatuses),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  defaultCurrency: z.string(),
  paymentTerms: z.enum(paymentTerms).nullable(),
  taxId: z.string().nullable(),
  website: z.string().nullable(),
  notes: z.string().nullable(),
  balance: signedMoney,
  openInvoices: signedMoney,
  unappliedCredit: signedMoney,
  overdue: signedMoney,
  openInvoiceCount: z.number(),
  createdAt: z.string(),
  version: z.number(),
})
export type Customer = z.infer<typeof customer>

export const customerBalance = z.object({
  asOf: z.string(),
  currency: z.string(),
  balance: signedMoney,
  openInvoices: signedMoney,
  unappliedCredit: signedMoney,
  creditLimit: signedMoney.nullable(),
  availableCredit: signedMoney.nullable(),
})

const customerId = z.uuid().meta({ positional: true })

export const customersContract = {
  list: reads('accounting.customers.read')
    .route({
      method: 'GET',
      path: '/customers',
      tags: ['Customers'],
      summary: 'Customers by name, searched by name, number, e-mail or phone',
    })
    .input(
      z.strictObject({
        ...pageInput,
        q: searchText(200).optional(),
        status: z.enum(customerStatuses).optional(),
      }),
    )
    .output(pageOf(customer)),
  create: writes('accounting.customers.write')
    .route({
      method: 'POST',
      path: '/customers',
      successStatus: 201,
      tags: ['Customers'],
      summary: 'Create a customer',
    })
    .input(
      z.strictObject({
        name: line(255),
        defaultCurrency: currencyCode
          .optional()
          .meta({ description: 'The company’s currency when left out' }),
        ...z.object(fields).partial().shape,
      }),
    )
    .output(
      customer.extend({ customerNumber: z.string().nullable().meta({ description: 'Null in a dry run' }) }),
    ),
  show: reads('accounting.customers.read')
    .route({ method: 'GET', path: '/customers/{customerId}', tags: ['Customers'], summary: 'One customer' })
    .input(z.strictObject({ customerId }))
    .output(customer),
  update: writes('accounting.customers.write')
    .route({
      method: 'PATCH',
      path: '/customers/{customerId}',
      tags: ['Customers'],
      summary: 'Change a customer',
    })
    .input(
      z.strictObject({
        customerId,
        version,
        name: line(255).optional(),
        defaultCurrency: currencyCode.optional(),
        ...z.object(fields).partial().shape,
      }),
    )
    .output(customer),
  balance: reads('accounting.customers.read')
    .route({
      method: 'GET',
      path: '/customers/{customerId}/balance',
      tags: ['Customers'],
      summary: 'What a customer owed at the end of any day',
      description:
        'Summed from the ledger by posting date. `knownAt` repeats the answer as it was given at that instant.',
    })
    .input(z.strictObject({ customerId, asOf: civilDate.optional(), knownAt: instant.optional() }))
    .output(customerBalance),
}
