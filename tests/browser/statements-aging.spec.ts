import { readFile } from 'node:fs/promises'
import { expect, expectAccessible, test } from '../support/browser.ts'
import { linesOfPdf } from '../support/pdf-text.ts'
import { makeCustomer, makeSent, pay } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('a statement is kept as a PDF that says what the screen says', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop, { name: `Łódź ${Date.now()}` })
  await makeSent(shop, id)
  await shop.goto(`/customers/${id}?tab=statements`)
  await shop.getByRole('button', { name: 'Generate statement' }).click()
  await shop.getByRole('dialog').getByRole('button', { name: 'Generate' }).click()
  const paper = shop.getByRole('article', { name: `Statement of ${name}` })
  await expect(paper).toBeVisible()
  const [download] = await Promise.all([
    shop.waitForEvent('download'),
    shop.getByRole('link', { name: 'Download PDF' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^statement-CUST-\d+-.*\.pdf$/)
  const [page = []] = linesOfPdf(await readFile(await download.path()))
  expect(page).toContain(name)
  const closing = await paper
    .getByRole('row', { name: /Closing balance/ })
    .getByRole('cell')
    .last()
    .textContent()
  expect(page.some((line) => line.endsWith(`Closing balance ${closing}`))).toBe(true)
})

test('a line of the aging opens up to its invoices, which add up to it', async ({ shop }) => {
  const { id, name, customerNumber } = await makeCustomer(shop)
  const invoice = await makeSent(shop, id)
  await shop.goto('/reports/aging')
  const table = shop.getByRole('table', { name: 'Aging by customer, in USD' })
  await table.getByRole('link', { name }).click()
  await expect(shop).toHaveURL(new RegExp(`customer=${id}`))
  const sheet = shop.getByRole('dialog', { name })
  await expect(sheet.getByRole('link', { name: invoice.invoiceNumber })).toBeVisible()
  await expect(sheet.getByRole('region', { name: 'Current' })).toContainText('$120.00')
  await expectAccessible(shop)
  await shop.keyboard.press('Escape')
  await expect(shop).not.toHaveURL(/customer=/)
  await shop.goto(`/reports/aging?customer=${id}`)
  await sheet.getByRole('link', { name: customerNumber }).click()
  await expect(shop.getByRole('heading', { name, level: 1 })).toBeVisible()
})

test('the aging of a day is kept as CSV', async ({ shop }) => {
  const { name } = await makeCustomer(shop)
  await shop.goto('/reports/aging?asOf=2026-01-31')
  const [download] = await Promise.all([
    shop.waitForEvent('download'),
    shop.getByRole('link', { name: 'Download CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('aging-2026-01-31-USD.csv')
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toMatch(/^asOf,customerNumber,/)
  expect(text).not.toContain(name)
})

test('an aging is kept on demand, and a later payment does not change it', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  const invoice = await makeSent(shop, id)
  await shop.goto(`/customers/${id}?tab=statements`)
  await expect(shop.getByText('No snapshots yet')).toBeVisible()
  await shop.getByRole('button', { name: 'Take snapshot' }).click()
  const table = shop.getByRole('table', { name: `Aging snapshots of ${name}` })
  await expect(table.getByRole('row', { name: /By Dana Demo/ })).toContainText('120.00')
  await pay(shop, invoice.id, '50.00')
  await shop.getByRole('button', { name: 'Take snapshot' }).click()
  await expect(table.getByRole('row', { name: /By Dana Demo/ })).toHaveText([/70\.00$/, /120\.00$/])
  await expectAccessible(shop)
})

test('the Invoices tab says what is open, what was ever paid, and how long it took', async ({ shop }) => {
  const { id } = await makeCustomer(shop)
  const invoice = await makeSent(shop, id)
  await shop.goto(`/customers/${id}?tab=invoices`)
  const finances = shop.getByRole('region', { name: 'Financial summary' })
  await expect(finances).toContainText('Total Outstanding$120.00')
  await expect(finances).toContainText('nothing settled in 12 months')
  await pay(shop, invoice.id, '120.00')
  await shop.reload()
  await expect(finances).toContainText('Total Paid$120.00')
  await expect(finances).toContainText('Avg Days to Pay0')
  await expectAccessible(shop)
})
