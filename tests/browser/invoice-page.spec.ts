import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/browser.ts'
import {
  changeDraft,
  makeAddress,
  makeContact,
  makeCustomer,
  makeDraft,
  makeSent,
  pay,
  readInvoice,
  setLimit,
} from '../support/shop-data.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

test('the page says who is billed, how to reach them, on which terms, and leads back', async ({ shop }) => {
  const customer = await makeCustomer(shop, { email: 'hello@kitchen.example' })
  await makeContact(shop, customer, {
    ...{ firstName: 'Priya', lastName: 'Raman', email: 'priya@kitchen.example', role: 'Billing' },
    isPrimary: true,
  })
  await makeAddress(shop, customer.id, {
    line1: '7 Old Depot Plaza',
    city: 'Ithaca',
    state: 'NY',
    postalCode: '14850',
  })
  const sent = await makeSent(shop, customer.id, { customerNotes: 'Thank you for the early approval.' })
  await shop.goto(`/invoices/${sent.id}`)
  const card = panel(shop, 'Customer')
  await expect(card).toContainText('Priya Raman, billing')
  await expect(card).toContainText('hello@kitchen.example')
  await expect(card).toContainText('7 Old Depot Plaza')
  await expect(card).toContainText('Net 15')
  await expect(card).toContainText(/Due date\w{3} \d+, \d{4}/)
  await expect(shop.getByRole('article')).toContainText('Thank you for the early approval.')
  await expectAccessible(shop)
  await card.getByRole('link', { name: customer.name }).click()
  await expect(shop.getByRole('heading', { name: customer.name, level: 1 })).toBeVisible()
  await shop.goBack()
  const trail = shop.getByRole('navigation', { name: 'Breadcrumb' })
  await expect(trail).toContainText(sent.invoiceNumber)
  await trail.getByRole('link', { name: 'Invoices' }).click()
  await expect(shop.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
})

test('what an invoice is open for follows its state, and what is closed says why', async ({ shop }) => {
  const closed = async (page: Page, name: string, why: RegExp) => {
    const closedButton = button(page, name)
    await expect(closedButton).toHaveAttribute('aria-disabled', 'true')
    await closedButton.focus()
    await expect(page.getByRole('tooltip').filter({ hasText: why })).toBeVisible()
    await page.keyboard.press('Escape')
  }
  const draft = await makeDraft(shop)
  await shop.goto(`/invoices/${draft.id}`)
  await expect(button(shop, 'Send')).not.toHaveAttribute('aria-disabled', 'true')
  await expect(shop.getByRole('link', { name: 'Edit' })).toBeVisible()
  await closed(shop, 'Record Payment', /a draft takes no payment/)
  await closed(shop, 'Issue Credit Memo', /change it instead/)
  const paid = await makeSent(shop)
  await pay(shop, paid.id, '120.00')
  await shop.goto(`/invoices/${paid.id}`)
  await closed(shop, 'Void', /A paid invoice cannot be voided/)
  await closed(shop, 'Send Reminder', /Nothing is left to remind of/)
  await closed(shop, 'Edit', /Only a draft can be edited/)
  await expect(button(shop, 'Issue Credit Memo')).not.toHaveAttribute('aria-disabled', 'true')
})

test('a deposit stands as requested until money comes, and each payment leads to where it went', async ({
  shop,
}) => {
  const { id } = await makeSent(shop, undefined, { depositRequested: true, depositPercent: '50' })
  await pay(shop, id, '20.00')
  await shop.goto(`/invoices/${id}`)
  const payments = panel(shop, 'Payments')
  await expect(payments).toContainText(/Deposit requested \$60\.00.*\$20\.00 received/)
  await button(shop, 'Record Payment').click()
  const sheet = shop.getByRole('dialog', { name: /^Record payment/ })
  await sheet.getByLabel('Amount').fill('40')
  await sheet.getByLabel('Method').selectOption('Zelle')
  await sheet.getByRole('button', { name: 'Record Payment' }).click()
  await expect(payments).toContainText(/Deposit requested \$60\.00Received/)
  const table = shop.getByRole('table', { name: 'Payments' })
  await expect(table.getByRole('row')).toHaveCount(3)
  await expect(table).toContainText('Zelle')
  await expect(payments).toContainText(/Total Paid\$60\.00/)
  await table.getByRole('link').first().click()
  await expect(shop).toHaveURL(/\/payments\/[0-9a-f-]{36}$/)
})

test('before it is sent one sees whom it goes to, when it falls due, and what credit it takes', async ({
  shop,
}) => {
  const customer = await makeCustomer(shop, { email: 'bills@kitchen.example' })
  await setLimit(shop, customer, '200.00')
  const draft = await makeDraft(shop, customer.id)
  await shop.goto(`/invoices/${draft.id}`)
  await button(shop, 'Send').click()
  const review = shop.getByRole('dialog', { name: 'Review & Send' })
  await expect(review.getByRole('region', { name: 'Credit' })).toContainText(/Limit\$200\.00.*Left\$80\.00/)
  await expect(review.getByText('bills@kitchen.example')).toBeVisible()
  const due = review.getByText(/^Due \w{3} \d+, \d{4}/)
  const before = await due.textContent()
  const issued = review.getByLabel('Issue date')
  const day = new Date(`${await issued.inputValue()}T12:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 10)
  await issued.fill(day.toISOString().slice(0, 10))
  await expect(due).not.toHaveText(before ?? '')
  await expectAccessible(shop)
  await review.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(shop.getByText(`${draft.invoiceNumber} sent`)).toBeVisible()
  const sent = await readInvoice(shop, draft.id)
  expect(sent.issueDate).toBe(day.toISOString().slice(0, 10))
})

test('what changed under the eyes of whoever sends it is shown once more, and only then sent', async ({
  shop,
}) => {
  const draft = await makeDraft(shop)
  await shop.goto(`/invoices/${draft.id}`)
  await button(shop, 'Send').click()
  const review = shop.getByRole('dialog', { name: 'Review & Send' })
  await changeDraft(shop, draft, { shipping: '77.00' })
  await review.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(review.getByRole('alert')).toContainText('Nothing was sent')
  await expect(review.getByRole('article')).toContainText('77.00')
  await review.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(shop.getByText(`${draft.invoiceNumber} sent`)).toBeVisible()
})

test('sheets give the focus back, Escape closes them, and what was typed is kept', async ({ shop }) => {
  const { id, invoiceNumber } = await makeSent(shop)
  await shop.goto(`/invoices/${id}`)
  for (const [opens, dialog, field, text] of [
    ['Record Payment', /^Record payment/, 'Reference', 'Check 7'],
    ['Void', `Void ${invoiceNumber}`, 'Reason', 'Ordered twice'],
    ['Issue Credit Memo', `Credit memo on ${invoiceNumber}`, 'Internal notes', 'Two misprints'],
  ] as const) {
    await button(shop, opens).click()
    const sheet = shop.getByRole('dialog', { name: dialog })
    await sheet.getByLabel(field).fill(text)
    await shop.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await expect(button(shop, opens)).toBeFocused()
    await button(shop, opens).click()
    await expect(sheet.getByLabel(field)).toHaveValue(text)
    await sheet.getByRole('button', { name: 'Cancel' }).click()
    await expect(sheet).toBeHidden()
    await expect(button(shop, opens)).toBeFocused()
  }
  expect(await readInvoice(shop, id)).toMatchObject({ status: 'sent', amountPaid: '0.00' })
})

test('Ctrl-Enter sends a sheet also from a field of several lines', async ({ shop }) => {
  const { id, invoiceNumber } = await makeSent(shop)
  await shop.goto(`/invoices/${id}`)
  await button(shop, 'Void').click()
  await shop.getByRole('dialog').getByLabel('Reason').fill('Ordered twice')
  await shop.keyboard.press('Control+Enter')
  await expect(shop.getByText(`${invoiceNumber} is void`)).toBeVisible()
  expect((await readInvoice(shop, id)).voidReason).toBe('Ordered twice')
})

test('a note and an archived customer are taken back from the toast', async ({ shop }) => {
  const { id, customerId, customerName } = await makeSent(shop, undefined, { internalNotes: 'Ask for Ada.' })
  await shop.goto(`/invoices/${id}`)
  const notes = panel(shop, 'Internal Notes')
  await notes.getByRole('button', { name: 'Edit notes' }).click()
  await notes.getByRole('textbox').fill('Ask for Bea.')
  await shop.keyboard.press('Control+Enter')
  await expect(notes.getByText('Ask for Bea.')).toBeVisible()
  await shop.getByRole('button', { name: 'Undo' }).click()
  await expect(notes.getByText('Ask for Ada.')).toBeVisible()

  await shop.goto(`/customers/${customerId}`)
  await shop.getByRole('button', { name: 'Make inactive' }).click()
  const dialog = shop.getByRole('dialog', { name: `Make ${customerName} inactive` })
  await dialog.getByRole('button', { name: 'Make inactive' }).click()
  const toast = shop.getByRole('alert').filter({ has: shop.getByRole('button', { name: 'Undo' }) })
  await expect(toast).toContainText(`${customerName} is inactive`)
  await toast.getByRole('button', { name: 'Undo' }).click()
  await expect(shop.getByText('Taken back')).toBeVisible()
  const { status } = await (await shop.request.get(`/api/v1/customers/${customerId}`)).json()
  expect(status).toBe('active')
})
