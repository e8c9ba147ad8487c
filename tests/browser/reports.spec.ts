import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, openDashboard, serverUrl, test } from '../support/browser.ts'
import { makeCustomer, makePriced, makeSent, pay, sendOn } from '../support/shop-data.ts'

async function csvOf(page: Page): Promise<string> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download CSV' }).click()
  return readFile(await (await waiting).path(), 'utf8')
}

/** Nothing wider than the phone, nothing that axe finds, in the dark too. */
async function expectReadable(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page)
}

test('every report has its question on one page, reached from the sidebar', async ({ shop }) => {
  await openDashboard(shop)
  await shop.getByRole('link', { name: 'Reports', exact: true }).click()
  await expect(shop.getByRole('heading', { name: 'Reports', level: 1 })).toBeVisible()
  await expectAccessible(shop)
  const reports = shop.getByRole('main')
  for (const [link, heading] of [
    ['Aging', 'Aging'],
    ['Statement of account', 'Statement of account'],
    ['Statements', 'Statements'],
    ['Revenue', 'Revenue'],
    ['Sales tax', 'Sales tax'],
    ['Late items', 'Late items'],
  ] as const) {
    await reports.getByRole('link', { name: link, exact: true }).click()
    await expect(shop.getByRole('heading', { name: heading, level: 1, exact: true })).toBeVisible()
    await shop.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Reports' }).click()
  }
  await expectReadable(shop)
})

test('a statement of account tells the lines and ends with the customer’s balance', async ({ shop }) => {
  const customer = await makeCustomer(shop)
  const invoice = await makeSent(shop, customer.id)
  await pay(shop, invoice.id, '40.00')
  await shop.goto('/reports/statement-of-account')
  await expect(shop.getByText('Whose account?')).toBeVisible()
  await expect(shop.getByRole('button', { name: 'Print' })).toBeHidden()
  await shop.getByRole('combobox', { name: 'Customer' }).fill(customer.name)
  await shop.getByRole('option', { name: customer.name }).click()
  const paper = shop.getByRole('article', { name: `Account of ${customer.name}` })
  await expect(paper).toContainText('$80.00')
  const rows = paper.getByRole('row')
  await expect(rows).toHaveCount(5)
  await expect(rows.nth(2)).toContainText(`Invoice ${invoice.invoiceNumber}`)
  await expect(rows.nth(3)).toContainText(/Payment.*40\.00.*80\.00/)
  await expect(paper.getByRole('definition').last()).toHaveText('$80.00')
  expect(await csvOf(shop)).toMatch(/Closing balance,,120\.00,40\.00,0\.00,80\.00/)
  await expectAccessible(shop)

  await shop.getByLabel('Period').selectOption('Last year')
  await expect(paper).toContainText('Nothing was invoiced or paid in this period.')
  await expect(shop).toHaveURL(/from=\d{4}-01-01&to=\d{4}-12-31/)
  await shop.getByLabel('From').fill('2099-01-01')
  await expect(shop.getByText('Ends before it begins.')).toBeVisible()
  await shop.getByLabel('Period').selectOption('This year')
  await expect(paper).toContainText(`Invoice ${invoice.invoiceNumber}`)

  await shop.emulateMedia({ media: 'print' })
  await expect(paper).toBeVisible()
  await expect(shop.getByRole('combobox', { name: 'Customer' })).toBeHidden()
  await shop.emulateMedia({ media: null })
  await expectReadable(shop)
})

test('sales tax and revenue agree, on the screen, in the file and on paper', async ({ own: { page } }) => {
  const customer = await makeCustomer(page)
  await makePriced(page, {
    customerId: customer.id,
    taxRate: '8.25',
    lineItems: [
      { description: 'Tees', quantity: '10', unitPrice: '20.00' },
      { description: 'Art', kind: 'fee', quantity: '1', unitPrice: '50.00', taxable: false },
    ],
  })
  await page.goto('/reports/sales-tax')
  await expect(page.getByText('Nothing was sold in these days')).toBeVisible()
  await page.getByLabel('Period').selectOption('This month')
  const tax = page.getByRole('table', { name: 'Sales tax, in USD' })
  await expect(tax.getByRole('row', { name: /^Taxed at 8\.25%/ })).toContainText('200.0016.50')
  await expect(tax.getByRole('row', { name: /^Not taxable/ })).toContainText('50.00–')
  await expect(tax.getByRole('row', { name: /^Total/ })).toContainText('250.0016.50')
  expect(await csvOf(page)).toContain(',Total,,250.00,16.50')
  await expectAccessible(page)
  await expectReadable(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.goto('/reports/revenue')
  const months = page.getByRole('table', { name: 'Revenue by month, in USD' })
  await expect(months.getByRole('row', { name: /^Total/ })).toContainText('250.00')
  const customers = page.getByRole('table', { name: 'Revenue by customer, in USD' })
  await expect(customers.getByRole('link', { name: customer.name })).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(months).toBeVisible()
  await expect(page.getByLabel('Period')).toBeHidden()
  await page.emulateMedia({ media: null })
  await expectAccessible(page)
  await expectReadable(page)
})

test('what is dated on a closed day stands under late items with both of its days', async ({
  own: { page },
}) => {
  await page.goto('/reports/late-items')
  await expect(page.getByText('Nothing came late')).toBeVisible()
  await expectAccessible(page)
  const customer = await makeCustomer(page)
  const today = new Date()
  const day = (ago: number) => new Date(today.getTime() - ago * 86_400_000).toISOString().slice(0, 10)
  const closed = await page.request.post(`/api/v1/customers/${customer.id}/statements`, {
    data: { periodStart: day(30), periodEnd: day(10) },
    headers: { Origin: serverUrl() },
  })
  expect(closed.ok()).toBe(true)
  const late = await sendOn(page, customer.id, { days: -20, dueInDays: 15, unitPrice: '12.00' })
  await page.reload()
  const row = page
    .getByRole('table', { name: 'Late items' })
    .getByRole('row', { name: new RegExp(late.invoiceNumber) })
  await expect(row).toContainText(customer.name)
  await expect(row).toContainText('$120.00')
  await page.goto(`/reports/late-items?customer=${customer.id}`)
  await expect(page.getByRole('combobox', { name: 'Customer' })).toHaveValue(customer.name)
  await expectReadable(page)
  await page.getByRole('button', { name: 'All customers' }).click()
  await page
    .getByRole('link', { name: new RegExp(late.invoiceNumber) })
    .or(page.getByRole('link', { name: customer.name }))
    .first()
    .click()
  await expect(page.getByRole('article', { name: `Invoice ${late.invoiceNumber}` })).toBeVisible()
})
