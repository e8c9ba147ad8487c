import type { Page, Route } from '@playwright/test'
import type { AuditEntry } from '../../contract/audit.ts'
import type { Invoice } from '../../contract/invoices.ts'
import { demo, expect, expectAccessible, test } from '../support/browser.ts'
import { makeCustomer, makeDraft, makeSent, readInvoice, readInvoicesOf } from '../support/shop-data.ts'

/*
 * A shop's network is the one of the building. Whatever it does to a request or to its answer: the screen says so, what
 * was typed is still there, and what was done was done once.
 */

test.use({
  contextOptions: { reducedMotion: 'reduce' },
  expectedOnConsole: /net::ERR_(FAILED|CONNECTION)|Failed to load resource/,
})

const line = (page: Page) => page.getByRole('group', { name: 'Line 1', exact: true })
const unreachable = 'Platen cannot be reached.'

/** What was done to an invoice, by the audit log: the last word on how often something happened. */
async function operationsOn(page: Page, invoiceId: string): Promise<string[]> {
  const answer = await page.request.get(`/api/v1/invoices/${invoiceId}/audit-log`)
  const { data } = (await answer.json()) as { data: AuditEntry[] }
  return data.map(({ operation }) => operation)
}

/** The request goes through, its answer never comes back. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch()
  await route.abort()
}

async function openPayment(page: Page, invoice: Invoice) {
  await page.goto(`/invoices/${invoice.id}`)
  await page.getByRole('main').getByRole('button', { name: 'Record Payment' }).first().click()
  return page.getByRole('dialog', { name: /^Record payment/ })
}

test('a draft that cannot be saved stays as it was typed, and is saved once the network is back', async ({
  shop,
}) => {
  const { id, name } = await makeCustomer(shop)
  await shop.goto(`/invoices/new?customerId=${id}`)
  await expect(shop.getByRole('combobox', { name: 'Bill to' })).toHaveValue(name)
  await line(shop).getByLabel('Description').fill('Totes')
  await line(shop).getByLabel('Quantity').fill('10')
  await line(shop).getByLabel('Unit price').fill('5')
  await shop.route('**/api/v1/invoices', (route) => route.abort())
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByRole('alert')).toContainText(unreachable)
  await expectAccessible(shop)
  await expect(line(shop).getByLabel('Description')).toHaveValue('Totes')
  await shop.unroute('**/api/v1/invoices')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByText(/INV-\d+ saved as draft/)).toBeVisible()
  expect(await readInvoicesOf(shop, id)).toHaveLength(1)
})

test('answers that are lost on the way: the draft is made once', async ({ shop }) => {
  const { id } = await makeCustomer(shop)
  await shop.goto(`/invoices/new?customerId=${id}`)
  await line(shop).getByLabel('Description').fill('Totes')
  await line(shop).getByLabel('Quantity').fill('10')
  await line(shop).getByLabel('Unit price').fill('5')
  await shop.route('**/api/v1/invoices', loseAnswer)
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByRole('alert')).toContainText(unreachable)
  await shop.unroute('**/api/v1/invoices')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByText(/INV-\d+ saved as draft/)).toBeVisible()
  expect(await readInvoicesOf(shop, id)).toHaveLength(1)
})

test('a payment whose answer is lost is recorded once, and the sheet goes on by itself', async ({ shop }) => {
  const invoice = await makeSent(shop)
  const sheet = await openPayment(shop, invoice)
  await sheet.getByLabel('Amount').fill('30')
  await sheet.getByLabel('Reference').fill('1042')
  let asked = 0
  await shop.route('**/payments', (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    asked += 1
    return asked === 1 ? loseAnswer(route) : route.continue()
  })
  await sheet.getByRole('button', { name: 'Record Payment' }).click()
  await expect(sheet).toBeHidden()
  expect(asked).toBe(2)
  await expect(shop.getByRole('table', { name: 'Payments' }).getByRole('row')).toHaveCount(2)
  expect((await readInvoice(shop, invoice.id)).amountPaid).toBe('30.00')
  expect(await operationsOn(shop, invoice.id)).toEqual([
    'payments.record',
    'invoices.send',
    'invoices.create',
  ])
})

test('a payment that did not get through says so, keeps what was typed, and is recorded once', async ({
  shop,
}) => {
  const invoice = await makeSent(shop)
  const sheet = await openPayment(shop, invoice)
  await sheet.getByLabel('Amount').fill('45.50')
  await sheet.getByLabel('Reference').fill('Lost in the post')
  await shop.route('**/payments', (route) => route.abort())
  await sheet.getByRole('button', { name: 'Record Payment' }).click()
  await expect(sheet.getByRole('alert')).toContainText(unreachable)
  await expectAccessible(shop)
  await expect(sheet.getByLabel('Amount')).toHaveValue('45.50')
  await expect(sheet.getByLabel('Reference')).toHaveValue('Lost in the post')
  expect((await readInvoice(shop, invoice.id)).amountPaid).toBe('0.00')
  await shop.unroute('**/payments')
  await sheet.getByRole('button', { name: 'Record Payment' }).click()
  await expect(sheet).toBeHidden()
  expect((await readInvoice(shop, invoice.id)).amountPaid).toBe('45.50')
})

test('a double click on Send over a slow line issues once, and says so while it waits', async ({ shop }) => {
  const draft = await makeDraft(shop)
  await shop.goto(`/invoices/${draft.id}`)
  await shop.getByRole('button', { name: 'Send', exact: true }).click()
  const review = shop.getByRole('dialog', { name: 'Review & Send' })
  await shop.route('**/send', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await route.continue()
  })
  const send = review.getByRole('button', { name: 'Send Invoice' })
  await send.dblclick()
  await expect(send).toHaveAttribute('data-loading', 'true')
  await expect(shop.getByText(`${draft.invoiceNumber} sent`)).toHaveCount(1)
  await expect(review).toBeHidden()
  await expect(shop.getByRole('button', { name: 'Send', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  expect(await operationsOn(shop, draft.id)).toEqual(['invoices.send', 'invoices.create'])
})

test('a session that ends under the payment sheet: sign in over it, and the payment is recorded once', async ({
  shop,
}) => {
  const invoice = await makeSent(shop)
  const sheet = await openPayment(shop, invoice)
  await sheet.getByLabel('Amount').fill('12.34')
  await shop.context().clearCookies()
  await sheet.getByRole('button', { name: 'Record Payment' }).click()
  const again = shop.getByRole('dialog', { name: 'Your session has ended' })
  await again.getByRole('textbox', { name: 'Password' }).fill(demo.password)
  await again.getByRole('button', { name: 'Sign in' }).click()
  await expect(again).toBeHidden()
  await expect(sheet).toBeHidden()
  expect((await readInvoice(shop, invoice.id)).amountPaid).toBe('12.34')
})

test('a list that comes late shows its shape, one that does not come is asked for again', async ({
  shop,
}) => {
  const { customerName } = await makeSent(shop)
  const list = '**/api/v1/invoices?**'
  await shop.route(list, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await route.continue()
  })
  await shop.goto(`/invoices?q=${encodeURIComponent(customerName)}`)
  await expect(shop.locator('[aria-busy=true]')).toBeVisible()
  await expect(shop.getByRole('table', { name: 'Invoices' }).getByRole('row')).toHaveCount(2)
  await shop.unroute(list)
  await shop.route(list, (route) => route.abort())
  await shop.reload()
  const alert = shop.getByRole('alert').filter({ hasText: unreachable })
  await expect(alert).toBeVisible({ timeout: 20_000 })
  await expectAccessible(shop)
  await shop.unroute(list)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(shop.getByRole('table', { name: 'Invoices' }).getByRole('row')).toHaveCount(2)
})

test('a batch that is cut off says how far it came, and goes on without paying twice', async ({ shop }) => {
  const customer = await makeCustomer(shop)
  const invoices = [await makeSent(shop, customer.id), await makeSent(shop, customer.id)]
  await shop.goto(`/invoices?q=${encodeURIComponent(customer.name)}`)
  await shop.getByRole('checkbox', { name: 'Select all shown' }).click()
  await shop.getByRole('button', { name: 'Mark as Paid' }).click()
  const sheet = shop.getByRole('dialog', { name: 'Mark as paid' })
  const record = sheet.getByRole('button', { name: 'Record 2 payments' })
  await expect(record).toBeEnabled()
  await shop.route('**/batch/mark-paid*', loseAnswer)
  await record.click()
  await expect(sheet.getByRole('alert')).toContainText(unreachable)
  await shop.unroute('**/batch/mark-paid*')
  await record.click()
  await expect(sheet.getByRole('status')).toHaveText('2 done')
  for (const { id } of invoices) {
    expect(await readInvoice(shop, id)).toMatchObject({ status: 'paid', amountPaid: '120.00' })
    expect(await operationsOn(shop, id)).toEqual(['invoices.markPaid', 'invoices.send', 'invoices.create'])
  }
})
