import type { PaymentTerms } from '../contract/payment-terms.ts'
import type { PaymentMethod } from '../contract/payments.ts'

interface DemoCustomer {
  name: string
  email: string
  phone: string
  paymentTerms: PaymentTerms
  notes?: string
}

export const demoCustomers: readonly DemoCustomer[] = [
  {
    name: 'Riverbend Middle School',
    email: 'office@riverbend.example',
    phone: '(607) 272-1101',
    paymentTerms: 'net_30',
    notes: 'Purchase order number on every invoice.',
  },
  {
    name: 'Bluebird Coffee Roasters',
    email: 'hello@bluebird.example',
    phone: '(607) 272-1102',
    paymentTerms: 'net_15',
  },
  {
    name: 'Cascade Trail Runners',
    email: 'captain@cascade.example',
    phone: '(607) 272-1103',
    paymentTerms: 'due_on_receipt',
  },
  {
    name: 'Marigold Bakery',
    email: 'orders@marigold.example',
    phone: '(607) 272-1104',
    paymentTerms: 'net_15',
  },
  {
    name: 'Northside Fire Company',
    email: 'chief@northside.example',
    phone: '(607) 272-1105',
    paymentTerms: 'net_45',
  },
]

interface DemoInvoice {
  customer: number
  /** Null keeps it a draft. */
  issuedDaysAgo: number | null
  lineItems: readonly { description: string; quantity: string; unitPrice: string; kind?: 'item' | 'fee' }[]
  paid?: { amount?: string; daysAgo: number; method: PaymentMethod; reference?: string }
  more?: {
    shipping?: string
    customerNotes?: string
    discounts?: { description: string; kind: 'percent' | 'amount'; value: string }[]
  }
}

export const demoInvoices: readonly DemoInvoice[] = [
  {
    customer: 0,
    issuedDaysAgo: 75,
    lineItems: [
      { description: 'Field day tees, 2-colour front', quantity: '144', unitPrice: '8.40' },
      { description: 'Screen setup', quantity: '2', unitPrice: '25.00', kind: 'fee' },
    ],
    paid: { daysAgo: 40, method: 'check', reference: '1042' },
  },
  {
    customer: 1,
    issuedDaysAgo: 50,
    lineItems: [{ description: 'Barista aprons, embroidered', quantity: '12', unitPrice: '31.50' }],
    paid: { amount: '200.00', daysAgo: 20, method: 'ach', reference: 'ACH 88231' },
  },
  {
    customer: 2,
    issuedDaysAgo: 6,
    lineItems: [{ description: 'Race shirts, sublimated', quantity: '80', unitPrice: '14.25' }],
    more: { shipping: '42.00' },
  },
  {
    customer: 3,
    issuedDaysAgo: null,
    lineItems: [{ description: 'Tote bags, 1-colour', quantity: '60', unitPrice: '6.75' }],
  },
  {
    customer: 4,
    issuedDaysAgo: 20,
    lineItems: [{ description: 'Duty shirts, left chest and back', quantity: '36', unitPrice: '17.80' }],
    more: { discounts: [{ description: 'First responders', kind: 'percent', value: '10' }] },
  },
]
