import type { Page } from '@playwright/test'
import { expect, expectAccessible, serverUrl, test } from '../support/browser.ts'
import { makeCustomer, makeDraft, makeSent, pay } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** An invoice that an online shop ordered. */
async function makeOnline(page: Page, customerId: string): Promise<{ invoiceNumber: string }> {
  const lineItems = [{ description: 'Mugs', quantity: '4', unitPrice: '9.00' }]
  const answer = await page.request.post('/api/v1/invoices', {
    data: { customerId, origin: 'online_order', lineItems },
    headers: { Origin: serverUrl() },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return answer.json()
}

const entriesOf = (page: Page, name: string) =>
  page
    .getByRole('table', { name: `Invoices in the activity of ${name}` })
    .locator('tbody')
    .getByRole('row')

test('an entry made in the shop is edited by hand, and follows its invoice again', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  const sent = await makeSent(shop, id)
  await shop.goto(`/customers/${id}?tab=activity`)
  const row = entriesOf(shop, name)
  await expect(row).toContainText(sent.invoiceNumber)
  await expect(row).toContainText('120.00')
  await expect(row).toContainText('In the shop')
  await expectAccessible(shop)

  await row.getByRole('button', { name: `Edit entry ${sent.invoiceNumber}` }).click()
  const sheet = shop.getByRole('dialog', { name: `Edit entry ${sent.invoiceNumber}` })
  await expect(sheet).toContainText('what is owed stay as they are')
  await expect(sheet.getByRole('button', { name: 'Save entry' })).toBeDisabled()
  await sheet.getByLabel('Total').fill('lots')
  await expect(sheet.getByText('Enter an amount')).toBeVisible()
  await sheet.getByLabel('Total').fill('118')
  await sheet.getByLabel('Number').fill('Receipt 12')
  await expectAccessible(shop)
  await sheet.getByRole('button', { name: 'Save entry' }).click()
  await expect(row).toContainText('Receipt 12')
  await expect(row).toContainText('118.00')
  await expect(row).toContainText('Edited by hand')

  // What is not held goes on following; the invoice is what it was.
  await pay(shop, sent.id, '120.00')
  await shop.reload()
  await expect(row).toContainText('Paid')
  await expect(row).toContainText('Receipt 12')
  await row.getByRole('link', { name: 'Receipt 12' }).click()
  await expect(shop.getByRole('heading', { name: sent.invoiceNumber, level: 1 })).toBeVisible()
  await shop.goBack()
  await row.getByRole('button', { name: 'Edit entry Receipt 12' }).click()
  await shop.getByRole('dialog').getByRole('button', { name: 'Follow the invoice again' }).click()
  await expect(row).toContainText('120.00')
  await expect(row.getByText('Edited by hand')).toBeHidden()
  await expect(row.getByRole('button', { name: /^Edit entry/ })).toBeFocused()
})

test('an online order cannot be edited, and says why', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  const { invoiceNumber } = await makeOnline(shop, id)
  await shop.goto(`/customers/${id}?tab=activity`)
  const edit = shop.getByRole('button', { name: `Edit entry ${invoiceNumber}` })
  await expect(entriesOf(shop, name)).toContainText('Online order')
  await expect(edit).toHaveAttribute('aria-disabled', 'true')
  await expect(edit).toHaveAttribute('aria-description', /came from an online order/)
  await expectAccessible(shop)
})

test('a long list shows more when asked', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  for (let n = 0; n < 10; n += 1) await makeDraft(shop, id)
  await shop.goto(`/customers/${id}?tab=activity`)
  const rows = entriesOf(shop, name)
  await expect(rows).toHaveCount(8)
  await shop.getByRole('button', { name: 'Show more: Invoices' }).click()
  await expect(rows).toHaveCount(10)
  await expect(shop.getByRole('button', { name: 'Show more: Invoices' })).toBeHidden()
})

test('quotes and orders stand below, each with where it is', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  const post = async (path: string, data: object) => {
    const answer = await shop.request.post(`/api/v1${path}`, { data, headers: { Origin: serverUrl() } })
    expect(answer.ok(), await answer.text()).toBe(true)
  }
  const lineItems = [{ description: 'Caps', quantity: '12', unitPrice: '14.00' }]
  await post('/quotes', { customerId: id, lineItems, title: 'Team caps', taxRate: '0' })
  await post('/jobs', { customerId: id, title: 'Banner for the fair', dueDate: '2026-12-04', status: 'art' })
  await shop.goto(`/customers/${id}?tab=activity`)
  const row = (list: string) =>
    shop
      .getByRole('table', { name: `${list} in the activity of ${name}` })
      .locator('tbody')
      .getByRole('row')
  await expect(row('Quotes')).toContainText('Team caps')
  await expect(row('Quotes')).toContainText('168.00')
  await expect(row('Orders')).toContainText('Banner for the fair')
  await expect(row('Orders')).toContainText('Art')
  await expectAccessible(shop)
})

test('a customer without documents learns what will stand here', async ({ shop }) => {
  const { id } = await makeCustomer(shop)
  await shop.goto(`/customers/${id}`)
  await shop.getByRole('tab', { name: 'Activity' }).click()
  for (const nothing of ['No invoices yet', 'No quotes yet', 'No orders yet'])
    await expect(shop.getByText(nothing)).toBeVisible()
  await expectAccessible(shop)
})

test('a backfill is checked, then run', async ({ own: { page } }) => {
  const { id } = await makeCustomer(page)
  await makeSent(page, id)
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Maintenance' }).click()
  const panel = page.getByRole('region', { name: 'Invoices in the activity' })
  await expect(panel).toContainText('Never run')
  await expectAccessible(page)
  await panel.getByRole('button', { name: /^Check/ }).click()
  await expect(panel.getByRole('status')).toContainText('All of 1 row agree: nothing to write.')
  await expect(panel).toContainText('Never run')
  await expectAccessible(page)
})

test('what a check would write is written, and a run that was cut off goes on', async ({ own: { page } }) => {
  for (let n = 0; n < 3; n += 1) await makeSent(page)
  const begun = await page.request.post('/api/v1/backfills/customer-invoices/runs', {
    data: { batchSize: 1 },
    headers: { Origin: serverUrl() },
  })
  expect(begun.ok()).toBe(true)
  await page.goto('/settings/maintenance')
  const panel = page.getByRole('region', { name: 'Invoices in the activity' })
  await expect(panel).toContainText('The last run was cut off')
  await expect(panel).toContainText('by Robin Own. All of 1 row agree')
  await panel.getByRole('button', { name: /^Go on/ }).click()
  await expect(panel.getByRole('status')).toContainText('All of 3 rows agree')
  await expect(panel).toContainText('Last run')

  // Nothing differs in a shop of this test's, so the answer to the check is made to say so.
  await page.route('**/backfills/customer-invoices/runs?dryRun=true', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), written: 2, unchanged: 1 } })
  })
  await panel.getByRole('button', { name: /^Check/ }).click()
  await expect(panel.getByRole('status')).toContainText('Of 3 rows, 2 would be added or repaired.')
  await expectAccessible(page)
  await panel.getByRole('button', { name: /^Write/ }).click()
  await expect(panel.getByRole('status')).toContainText('All of 3 rows agree')
})
