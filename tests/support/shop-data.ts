import { expect, type Page } from '@playwright/test'
import type { Address } from '../../contract/addresses.ts'
import type { Contact } from '../../contract/contacts.ts'
import type { Customer } from '../../contract/customers.ts'
import type { CustomerGroup } from '../../contract/groups.ts'
import type { Invoice, InvoiceSummary } from '../../contract/invoices.ts'
import type { Job } from '../../contract/jobs.ts'
import type { Quote } from '../../contract/quotes.ts'
import type { SignedIn } from '../../contract/session.ts'
import { addDays } from '../../invoicing/calendar/calendar.ts'
import { serverUrl } from './browser.ts'

/*
 * What a browser test needs to find in the shop, made through the API with the page's own session. Each test makes its
 * own customer, so that tests do not meet each other's money.
 */

async function post<Reply>(page: Page, path: string, data: object): Promise<Reply> {
  const answer = await page.request.post(`/api/v1${path}`, { data, headers: { Origin: serverUrl() } })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return answer.json()
}

let made = 0

/** A customer with a name that no other test has. */
export function makeCustomer(page: Page, fields: Partial<Customer> = {}): Promise<Customer> {
  made += 1
  const name = `Test Kitchen ${process.pid}-${made}`
  return post<Customer>(page, '/customers', { name, paymentTerms: 'net_15', ...fields })
}

/** Their default billing address. */
export function makeAddress(page: Page, customerId: string, fields: object): Promise<Address> {
  const address = { label: 'Office', type: 'billing', country: 'US', isDefault: true, ...fields }
  return post<Address>(page, `/customers/${customerId}/addresses`, address)
}

/** A draft over $120.00, untaxed, of a new customer. */
export async function makeDraft(page: Page, customerId?: string, fields: object = {}): Promise<Invoice> {
  return post<Invoice>(page, '/invoices', {
    customerId: customerId ?? (await makeCustomer(page)).id,
    taxRate: '0',
    lineItems: [{ description: 'Aprons, one colour', quantity: '10', unitPrice: '12.00' }],
    ...fields,
  })
}

/** The same, sent today. */
export async function makeSent(page: Page, customerId?: string, fields: object = {}): Promise<Invoice> {
  const { id } = await makeDraft(page, customerId, fields)
  return post<Invoice>(page, `/invoices/${id}/send`, {})
}

/** Whatever is asked for, sent today. */
export async function makePriced(page: Page, fields: object): Promise<Invoice> {
  const { id } = await post<Invoice>(page, '/invoices', fields)
  return post<Invoice>(page, `/invoices/${id}/send`, {})
}

interface Dated {
  /** When it was issued, from today. */
  days: number
  dueInDays: number
  /** Of ten aprons. */
  unitPrice: string
}

/** One that was issued on an earlier day of the company and fell due some days after. */
export async function sendOn(
  page: Page,
  customerId: string,
  { days, dueInDays, unitPrice }: Dated,
): Promise<Invoice> {
  const lineItems = [{ description: 'Aprons, one colour', quantity: '10', unitPrice }]
  const { id } = await makeDraft(page, customerId, { lineItems })
  const session = await page.request.get('/api/v1/session')
  const { company } = (await session.json()) as SignedIn
  const issueDate = addDays(company?.today ?? '', days)
  return post<Invoice>(page, `/invoices/${id}/send`, { issueDate, dueDate: addDays(issueDate, dueInDays) })
}

/** A draft quote over $288.00, untaxed: a size run, and a setup charge. */
export async function makeQuote(page: Page, fields: object = {}): Promise<Quote> {
  const customerId = 'customerId' in fields ? fields.customerId : (await makeCustomer(page)).id
  return post<Quote>(page, '/quotes', {
    customerId,
    title: 'Field day tees',
    taxRate: '0',
    lineItems: [
      {
        description: 'Tees, royal',
        unitPrice: '9.00',
        sizes: [
          { size: 'M', quantity: '12' },
          { size: '2XL', quantity: '12', upcharge: '2.00' },
        ],
        imprints: [{ location: 'Front', technique: 'Screen print', colors: 2 }],
      },
      { description: 'Screen setup', quantity: '2', unitPrice: '24.00', kind: 'fee' },
    ],
    ...fields,
  })
}

export async function makeSentQuote(page: Page, fields: object = {}): Promise<Quote> {
  const { id } = await makeQuote(page, fields)
  return post<Quote>(page, `/quotes/${id}/send`, {})
}

export async function makeAcceptedQuote(page: Page, fields: object = {}): Promise<Quote> {
  const { id } = await makeSentQuote(page, fields)
  return acceptQuote(page, id)
}

/** Answers a quote behind the back of whoever is looking at it. */
export function acceptQuote(page: Page, quoteId: string): Promise<Quote> {
  return post<Quote>(page, `/quotes/${quoteId}/accept`, {})
}

/** A draft made of an accepted quote alone. */
export function invoiceQuote(page: Page, quoteId: string): Promise<Invoice> {
  return post<Invoice>(page, '/invoices', { quoteId })
}

export function takeDeposit(page: Page, quoteId: string, amount: string): Promise<unknown> {
  return post(page, `/quotes/${quoteId}/payments`, { amount, method: 'check' })
}

export function voidInvoice(page: Page, invoiceId: string): Promise<unknown> {
  return post(page, `/invoices/${invoiceId}/void`, { reason: 'Made too early' })
}

/** A job of a new customer. */
export async function makeJob(page: Page, fields: object = {}): Promise<Job> {
  const { id: customerId } = await makeCustomer(page)
  return post<Job>(page, '/jobs', { customerId, title: 'Field day tees', ...fields })
}

/** What the server has now of a quote or a job. */
export async function readThing<Thing>(page: Page, path: string): Promise<Thing> {
  const answer = await page.request.get(`/api/v1${path}`)
  expect(answer.ok()).toBe(true)
  return answer.json()
}

export function pay(page: Page, invoiceId: string, amount: string): Promise<unknown> {
  return post(page, `/invoices/${invoiceId}/payments`, { amount, method: 'check' })
}

/** A limit in force from now on. */
export function setLimit(page: Page, customer: Customer, limitAmount: string): Promise<unknown> {
  const limit = { limitAmount, reason: 'Agreed on the phone', status: 'approved' }
  return post(page, `/customers/${customer.id}/credit-limits`, limit)
}

export function blockCustomer(page: Page, customer: Customer, reason: string): Promise<unknown> {
  return post(page, `/customers/${customer.id}/status`, { status: 'blocked', reason })
}

/** What the server has now. */
export async function readInvoice(page: Page, invoiceId: string): Promise<Invoice> {
  const answer = await page.request.get(`/api/v1/invoices/${invoiceId}`)
  expect(answer.ok()).toBe(true)
  return answer.json()
}

/** Every invoice of a customer, as the server has them. */
export async function readInvoicesOf(page: Page, customerId: string): Promise<InvoiceSummary[]> {
  const answer = await page.request.get(`/api/v1/invoices?customerId=${customerId}&limit=100`)
  expect(answer.ok()).toBe(true)
  const { data } = (await answer.json()) as { data: InvoiceSummary[] }
  return data
}

/** Changes a draft behind the back of whoever is editing it. */
export function changeDraft(page: Page, invoice: Invoice, change: object): Promise<void> {
  return patch(page, `/invoices/${invoice.id}`, { version: invoice.version, ...change })
}

/** The same for a customer. */
export function changeCustomer(page: Page, customer: Customer, change: object): Promise<void> {
  return patch(page, `/customers/${customer.id}`, { version: customer.version, ...change })
}

export function makeContact(page: Page, customer: Customer, fields: object): Promise<Contact> {
  return post<Contact>(page, `/customers/${customer.id}/contacts`, fields)
}

export function makeGroup(page: Page, name: string): Promise<CustomerGroup> {
  return post<CustomerGroup>(page, '/customer-groups', { name })
}

/** Changes a contact, an address, a group or an entry behind the back of whoever is editing it. */
export function changeThing(
  page: Page,
  path: string,
  thing: { version: number },
  change: object,
): Promise<void> {
  return patch(page, path, { version: thing.version, ...change })
}

async function patch(page: Page, path: string, data: object): Promise<void> {
  const answer = await page.request.patch(`/api/v1${path}`, { data, headers: { Origin: serverUrl() } })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
}
