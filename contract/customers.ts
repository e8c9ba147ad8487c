import { z } from 'zod'
import { postalAddress } from './addresses.ts'
import { civilDate, instant } from './dates.ts'
import { customerEntries } from './ledger-entries.ts'
import { currencyCode, percent, signedMoney } from './money.ts'
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

export const customerTiers = ['standard', 'preferred', 'wholesale', 'contract'] as const
export type CustomerTier = (typeof customerTiers)[number]
export const customerTierLabels: Record<CustomerTier, string> = {
  standard: 'Standard',
  preferred: 'Preferred',
  wholesale: 'Wholesale',
  contract: 'Contract',
}

/** What a client may set on a customer, besides name and currency. */
export const customerFields = {
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
  taxExempt: z.boolean(),
  taxExemptionCertificate: line(100)
    .nullable()
    .meta({ description: 'Number of the resale or exemption certificate' }),
  taxExemptionState: line(100).nullable(),
  taxExemptionExpiresOn: civilDate.nullable(),
  tier: z
    .enum(customerTiers)
    .meta({ description: 'Which deposit is asked: standard and preferred 50 %, wholesale 100 %' }),
  contractDepositPercent: percent
    .nullable()
    .meta({ description: 'The deposit agreed with a contract customer' }),
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
  taxExempt: z.boolean(),
  taxExemptionCertificate: z.string().nullable(),
  taxExemptionState: z.string().nullable(),
  taxExemptionExpiresOn: z.string().nullable(),
  tier: z.enum(customerTiers),
  contractDepositPercent: z.string().nullable(),
  statusReason: z.string().nullable(),
  statusChangedAt: z.string().nullable(),
  groups: z.array(z.object({ id: z.uuid(), name: z.string() })),
  billingContact: z.object({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
  billingAddress: postalAddress.nullable(),
  creditLimit: z.string().nullable(),
  availableCredit: z.string().nullable(),
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

/** C: the card of figures on the customer's page. */
export const customerSummary = z.object({
  currency: z.string(),
  totalOutstanding: signedMoney.meta({ description: 'What is open on issued invoices' }),
  totalPaid: signedMoney.meta({ description: 'All payments ever, less reversals and refunds' }),
  averageDaysToPay: z
    .number()
    .nullable()
    .meta({ description: 'From issue to the settling payment, over invoices settled in the last 12 months' }),
  settledInvoices: z.number().meta({ description: 'How many invoices that average is of' }),
})

const customerId = z.uuid().meta({ positional: true })
const filters = {
  q: searchText(200).optional(),
  status: z.enum(customerStatuses).optional(),
  groupId: z.uuid().optional(),
}

export const customersContract = {
  list: reads('accounting.customers.read')
    .route({
      method: 'GET',
      path: '/customers',
      tags: ['Customers'],
      summary: 'Customers by name, searched by name, number, phone or e-mail, also those of their contacts',
    })
    .input(
      z.strictObject({
        ...pageInput,
        ...filters,
      }),
    )
    .output(pageOf(customer)),
  export: reads('accounting.customers.read')
    .route({
      method: 'GET',
      path: '/customers/export',
      tags: ['Customers'],
      summary: 'Customers as a CSV file, with their contacts and addresses',
      description:
        'Every field that can be changed, in the form that `POST /import/customers` takes. Customers by number; after each, their contacts and addresses. What a spreadsheet would run as a formula has an apostrophe before it.',
    })
    .input(z.strictObject(filters))
    .output(z.file()),
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
        ...z.object(customerFields).partial().shape,
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
        ...z.object(customerFields).partial().shape,
      }),
    )
    .output(customer),
  setStatus: writes('accounting.customers.manage_status')
    .route({
      method: 'POST',
      path: '/customers/{customerId}/status',
      tags: ['Customers'],
      summary: 'Make a customer active, inactive or blocked',
      description:
        'Blocking needs a reason. Unblocking needs an approval reference and the permission accounting.customers.unblock.',
    })
    .input(
      z.strictObject({
        customerId,
        status: z.enum(customerStatuses),
        reason: line(500).nullable().optional(),
        approvalReference: line(100).nullable().optional(),
      }),
    )
    .output(customer),
  remove: writes('accounting.customers.manage_status')
    .route({
      method: 'DELETE',
      path: '/customers/{customerId}',
      tags: ['Customers'],
      summary: 'Remove a customer with whom nothing is open',
      description:
        'Only with balance zero, no unapplied credit and no draft. The number is never used again.',
    })
    .input(z.strictObject({ customerId }))
    .output(z.object({ id: z.uuid(), removed: z.literal(true) })),
  summary: reads('accounting.customers.read')
    .route({
      method: 'GET',
      path: '/customers/{customerId}/summary',
      tags: ['Customers'],
      summary: 'What a customer owes, ever paid, and how many days they take to pay',
    })
    .input(z.strictObject({ customerId }))
    .output(customerSummary),
  entries: customerEntries,
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
