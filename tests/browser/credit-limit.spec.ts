import type { Page } from '@playwright/test'
import type { Customer } from '../../contract/customers.ts'
import { expect, expectAccessible, joinAs, serverUrl, test } from '../support/browser.ts'
import { makeCustomer, makeDraft, makeSent, setLimit } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

async function makeLimited(page: Page, limitAmount: string): Promise<Customer> {
  const customer = await makeCustomer(page)
  await setLimit(page, customer, limitAmount)
  return customer
}

/** Two posters in the first line of a form. */
async function typePosters(page: Page, unitPrice: string): Promise<void> {
  await page.getByLabel('Description').first().fill('Posters')
  await page.getByLabel('Quantity').first().fill('2')
  await page.getByLabel('Unit price').first().fill(unitPrice)
}

async function openCredit(page: Page, customerId: string): Promise<void> {
  await page.goto(`/customers/${customerId}`)
  await page.getByRole('tab', { name: 'Credit' }).click()
  await expect(page).toHaveURL(/tab=credit/)
}

test('over the credit limit an invoice is refused, and goes out with a reason', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  const draft = await makeDraft(shop, id)
  await openCredit(shop, id)
  await shop.getByRole('button', { name: 'Set a limit' }).click()
  const sheet = shop.getByRole('dialog', { name: 'Set a limit' })
  await sheet.getByLabel('Limit', { exact: true }).fill('100')
  await sheet.getByRole('button', { name: 'Set limit' }).click()
  await expect(sheet).toBeHidden()
  const list = shop.getByRole('list', { name: `Credit limits of ${name}` })
  await expect(list).toContainText('In force')
  await expectAccessible(shop)

  await shop.goto(`/invoices/${draft.id}`)
  await shop.getByRole('button', { name: 'Send', exact: true }).click()
  const review = shop.getByRole('dialog', { name: 'Review & Send' })
  await review.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(review.getByRole('alert')).toContainText('may owe $100.00 and owes $0.00')
  const reason = review.getByLabel('Reason to go over the limit')
  await expect(reason).toBeFocused()
  await reason.fill('Agreed with the owner')
  await review.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(shop.getByText(`${draft.invoiceNumber} sent`)).toBeVisible()

  await openCredit(shop, id)
  await expect(shop.getByText('$20.00 over the limit')).toBeVisible()
  await expect(shop.getByRole('region', { name: 'Balance' })).toContainText('−$20.00')
  await list.getByRole('button', { name: 'Revoke' }).click()
  await shop.getByRole('dialog').getByRole('button', { name: 'Revoke limit' }).click()
  await expect(list).toContainText('Revoked')
  await list.getByRole('button', { name: 'Request again' }).click()
  await shop.getByRole('dialog').getByRole('button', { name: 'Request again' }).click()
  await list.getByRole('button', { name: 'Approve' }).click()
  const approve = shop.getByRole('dialog')
  await approve.getByLabel('Approval reference').fill('T-77')
  await approve.getByRole('button', { name: 'Approve limit' }).click()
  await expect(list).toContainText('Approved under T-77')
})

test('a new invoice over the limit is kept back in the form', async ({ shop }) => {
  const { id } = await makeCustomer(shop)
  await openCredit(shop, id)
  await shop.getByRole('button', { name: 'Set a limit' }).click()
  await shop.getByRole('dialog').getByLabel('Limit', { exact: true }).fill('0')
  await shop.getByRole('dialog').getByRole('button', { name: 'Set limit' }).click()
  await expect(shop.getByText('A limit of zero')).toBeVisible()
  await shop.getByRole('link', { name: 'New Invoice' }).click()
  await expect(shop.getByRole('combobox', { name: 'Bill to' })).not.toHaveValue('')
  await typePosters(shop, '40')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByRole('alert').filter({ hasText: 'credit limit' })).toBeVisible()
  const reason = shop.getByLabel('Reason to go over the limit')
  await expect(reason).toBeFocused()
  await expect(reason).toHaveAccessibleDescription(/Say why, then try again/)
  await shop.getByLabel('Unit price').first().fill('0')
  await expect(shop.getByRole('alert').filter({ hasText: 'credit limit' })).toBeHidden()
  await shop.getByLabel('Unit price').first().fill('40')
  await reason.fill('Pays on collection')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByText(/saved as draft/)).toBeVisible()
})

test('a reason that is given with the limit in sight saves at the first press', async ({ shop }) => {
  const { id } = await makeLimited(shop, '50.00')
  await shop.goto(`/invoices/new?customerId=${id}`)
  await typePosters(shop, '20')
  const credit = shop.getByRole('region', { name: 'Credit' })
  await expect(credit).toContainText('Left')
  await expect(shop.getByLabel('Reason to go over the limit')).toBeHidden()
  await shop.getByLabel('Unit price').first().fill('40')
  await credit.getByLabel('Reason to go over the limit').fill('Pays on collection')
  await expectAccessible(shop)
  await shop.reload()
  await expect(credit.getByLabel('Reason to go over the limit')).toHaveValue('Pays on collection')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByText(/saved as draft/)).toBeVisible()
})

test('a limit that was used up meanwhile is told, with the way over it', async ({ shop }) => {
  const { id } = await makeLimited(shop, '150.00')
  await shop.goto(`/invoices/new?customerId=${id}`)
  await typePosters(shop, '40')
  await expect(shop.getByRole('region', { name: 'Credit' })).toContainText('Left')
  await makeSent(shop, id)
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByRole('alert').filter({ hasText: 'may owe $150.00 and owes $120.00' })).toBeVisible()
  await shop
    .getByRole('region', { name: 'Credit' })
    .getByLabel('Reason to go over the limit')
    .fill('Pays on collection')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByText(/saved as draft/)).toBeVisible()
})

test('the review of a saved draft stands on what is owed now, however long it lay open', async ({ shop }) => {
  const { id } = await makeLimited(shop, '150.00')
  const draft = await makeDraft(shop, id)
  await shop.goto(`/invoices/${draft.id}`)
  await shop.getByRole('button', { name: 'Send', exact: true }).click()
  const review = shop.getByRole('dialog', { name: 'Review & Send' })
  const credit = review.getByRole('region', { name: 'Credit' })
  await expect(credit).toContainText('Used$0.00')
  await makeSent(shop, id)
  await review.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(review.getByRole('alert')).toContainText('may owe $150.00 and owes $120.00')
  await expect(credit).toContainText('Used$120.00')
  await expect(credit).toContainText('Over$90.00')
  await expect(review.getByRole('button', { name: 'Send over the limit' })).toBeHidden()
  await expect(review.getByLabel('Reason to go over the limit')).toHaveCount(1)
  await credit.getByLabel('Reason to go over the limit').fill('Pays on collection')
  await review.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(shop.getByText(`${draft.invoiceNumber} sent`)).toBeVisible()
})

test('whoever may not go over a limit finds the buttons closed, and who may', async ({
  shop,
  demoShop,
  browser,
}) => {
  const customer = await makeCustomer(shop)
  const draft = await makeDraft(shop, customer.id)
  await setLimit(shop, customer, '100.00')
  const context = await browser.newContext({ baseURL: serverUrl() })
  const page = await context.newPage()
  await joinAs(page, demoShop, 'sales')
  await page.goto(`/invoices/${draft.id}`)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const send = page.getByRole('dialog').getByRole('button', { name: 'Send Invoice' })
  await expect(send).toHaveAttribute('aria-disabled', 'true')
  await expect(send).toHaveAccessibleDescription(/an owner or admin may do that, with a reason/)
  await page.goto(`/invoices/${draft.id}/edit`)
  for (const name of ['Update Invoice', 'Review & Send'])
    await expect(page.getByRole('button', { name })).toHaveAccessibleDescription(/goes over the credit limit/)
  await page.getByLabel('Quantity').first().fill('8')
  await page.getByRole('button', { name: 'Update Invoice' }).click()
  await expect(page.getByText(`${draft.invoiceNumber} updated`)).toBeVisible()
  await context.close()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('what a form comes to stays in sight, and the reason that is missing comes into it', async ({
    shop,
  }) => {
    const { id } = await makeLimited(shop, '50.00')
    await shop.goto(`/invoices/new?customerId=${id}`)
    const save = shop.getByRole('button', { name: 'Save as Draft' })
    await expect(save).toBeInViewport()
    await typePosters(shop, '40')
    await expect(shop.getByText('Total $86.60')).toBeInViewport()
    await shop.getByRole('button', { name: 'Notes' }).scrollIntoViewIfNeeded()
    await save.click()
    const reason = shop.getByLabel('Reason to go over the limit')
    await expect(reason).toBeFocused()
    await expect(reason).toBeInViewport({ ratio: 1 })
    await shop.keyboard.type('Pays on collection')
    await expectAccessible(shop)
    await save.click()
    await expect(shop.getByText(/saved as draft/)).toBeVisible()
  })
})
