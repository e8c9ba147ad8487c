import { expect, type Page } from '@playwright/test'
import type { Customer } from '../../contract/customers.ts'
import type { Invoice } from '../../contract/invoices.ts'

/*
 * What a browser test needs to find in the shop, made through the API with the page's own session. Each test makes its
 * own customer, so that tests do not meet each other's money.
 */

async function post<Reply>(page: Page, path: string, data: object): Promise<Reply> {
  const { origin } = new URL(page.url())
  const answer = await page.request.post(`/api/v1${path}`, { data, headers: { Origin: origin } })
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

/** A draft over $120.00, untaxed, of a new customer. */
export async function makeDraft(page: Page, customerId?: string): Promise<Invoice> {
  return post<Invoice>(page, '/invoices', {
    customerId: customerId ?? (await makeCustomer(page)).id,
    taxRate: '0',
    lineItems: [{ description: 'Aprons, one colour', quantity: '10', unitPrice: '12.00' }],
  })
}

/** The same, sent today. */
export async function makeSent(page: Page, customerId?: string): Promise<Invoice> {
  const { id } = await makeDraft(page, customerId)
  return post<Invoice>(page, `/invoices/${id}/send`, {})
}

export function pay(page: Page, invoiceId: string, amount: string): Promise<unknown> {
  return post(page, `/invoices/${invoiceId}/payments`, { amount, method: 'check' })
}

/** What the server has now. */
export async function readInvoice(page: Page, invoiceId: string): Promise<Invoice> {
  const answer = await page.request.get(`/api/v1/invoices/${invoiceId}`)
  expect(answer.ok()).toBe(true)
  return answer.json()
}

/** Changes a draft behind the back of whoever is editing it. */
export function changeDraft(page: Page, invoice: Invoice, change: object): Promise<void> {
  return patch(page, `/invoices/${invoice.id}`, { version: invoice.version, ...change })
}

/** The same for a customer. */
export function changeCustomer(page: Page, customer: Customer, change: object): Promise<void> {
  return patch(page, `/customers/${customer.id}`, { version: customer.version, ...change })
}

async function patch(page: Page, path: string, data: object): Promise<void> {
  const { origin } = new URL(page.url())
  const answer = await page.request.patch(`/api/v1${path}`, { data, headers: { Origin: origin } })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
}
