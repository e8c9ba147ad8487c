import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/browser.ts'
import {
  makeContact,
  makeCustomer,
  makeDraft,
  makeSent,
  pay,
  readThing,
  sendOn,
} from '../support/shop-data.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const table = (page: Page) => page.getByRole('table', { name: 'Invoices' })
const row = (page: Page, number: string) => table(page).getByRole('row').filter({ hasText: number })

test('a new shop is offered its first invoice', async ({ own: { page } }) => {
  await page.goto('/invoices')
  await expect(page.getByText('No invoices yet')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'All 0', exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Create your first invoice' }).click()
  await expect(page.getByRole('heading', { name: 'New Invoice', level: 1 })).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: 'New Invoice', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'New Invoice', level: 1 })).toBeVisible()
})

test('the figures are those of the books, and a row tells status, due date and balance', async ({
  own: { page },
}) => {
  const customer = await makeCustomer(page, { name: 'Bluebird Coffee' })
  const draft = await makeDraft(page, customer.id)
  const late = await sendOn(page, customer.id, { days: -18, dueInDays: 15, unitPrice: '10.00' })
  const half = await sendOn(page, customer.id, { days: -3, dueInDays: 8, unitPrice: '20.00' })
  await pay(page, half.id, '50.00')
  const paid = await sendOn(page, customer.id, { days: 0, dueInDays: 8, unitPrice: '3.00' })
  await pay(page, paid.id, '30.00')
  await page.goto('/invoices')

  const figures = page.getByRole('region', { name: 'Figures' })
  await expect(figures.getByRole('link', { name: /^Total Outstanding/ })).toContainText('$250.00')
  await expect(figures.getByRole('link', { name: /^Overdue/ })).toHaveText(/\$100\.00.*1 invoice/)
  await expect(figures).toContainText(/Paid This Month\$80\.00/)
  await expect(figures).toContainText(/Avg Days to Pay0 days/)

  await expect(row(page, draft.invoiceNumber)).toContainText('Draft')
  await expect(row(page, late.invoiceNumber)).toContainText('Overdue 3 days')
  await expect(row(page, late.invoiceNumber).getByText('3 days overdue')).toHaveAttribute('title', /\d{4}$/)
  await expect(row(page, late.invoiceNumber).getByRole('cell').nth(6)).toHaveText('100.00')
  await expect(row(page, half.invoiceNumber)).toContainText('Partial')
  await expect(row(page, half.invoiceNumber)).toContainText('Due in 5 days')
  await expect(row(page, half.invoiceNumber).getByRole('cell').nth(6)).toHaveText('150.00')
  await expect(row(page, paid.invoiceNumber)).toContainText('Paid')
  await expect(row(page, paid.invoiceNumber).getByRole('cell').nth(6)).toHaveText('–')

  await figures.getByRole('link', { name: /^Overdue/ }).click()
  await expect(page).toHaveURL(/view=overdue/)
  await expect(table(page).getByRole('row')).toHaveCount(2)
  await row(page, late.invoiceNumber).getByText('3 days overdue').click()
  await expect(page.getByRole('article', { name: `Invoice ${late.invoiceNumber}` })).toBeVisible()
})

test('names and amounts are read at every width', async ({ own: { page } }) => {
  const { id, name } = await makeCustomer(page)
  const { invoiceNumber } = await makeSent(page, id)
  await page.goto('/invoices')
  for (const width of [1440, 1280, 1024, 900, 390]) {
    await page.setViewportSize({ width, height: 800 })
    const cells = row(page, invoiceNumber)
    await expect(cells.getByText(name).locator('visible=true')).toHaveCount(1)
    const amount = cells.getByText('120.00').locator('visible=true').last()
    await expect(amount).toBeInViewport({ ratio: 1 })
  }
})

test('on a phone too the rows are sorted, and all of them chosen', async ({ own: { page } }) => {
  const { id } = await makeCustomer(page, { name: 'Cascade Trail Running and Climbing Club' })
  const small = await sendOn(page, id, { days: 0, dueInDays: 1, unitPrice: '1.00' })
  const large = await sendOn(page, id, { days: 0, dueInDays: 2, unitPrice: '2.00' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/invoices')
  const balance = table(page).getByRole('button', { name: 'Balance Due, $' })
  await balance.click()
  await expect(page).toHaveURL(/sort=balanceDue/)
  if (/direction=desc/.test(page.url())) await balance.click()
  await expect(table(page).getByRole('row').nth(1)).toContainText(small.invoiceNumber)
  await expect(table(page).getByRole('row').nth(2)).toContainText(large.invoiceNumber)
  // A long name goes on in a second line instead of being cut.
  const name = row(page, small.invoiceNumber).getByText('Cascade Trail').locator('visible=true')
  expect(await name.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  await table(page).getByRole('checkbox', { name: 'Select all shown' }).check()
  await expect(page.getByRole('button', { name: 'Send Reminder' })).toBeInViewport()
  await expectAccessible(page)
})

test('every column sorts both ways, and the address keeps it', async ({ own: { page } }) => {
  const [one, two] = [await makeCustomer(page, { name: 'Ada' }), await makeCustomer(page, { name: 'Bea' })]
  const small = await sendOn(page, two.id, { days: 0, dueInDays: 1, unitPrice: '1.00' })
  const large = await sendOn(page, one.id, { days: 0, dueInDays: 2, unitPrice: '2.00' })
  await pay(page, large.id, '19.00')
  await page.goto('/invoices')
  const firstNumber = () => table(page).getByRole('row').nth(1)
  for (const [header, sort, lowest] of [
    ['Invoice #', 'invoiceNumber', small],
    ['Customer', 'customerName', large],
    ['Status', 'status', large],
    ['Amount, $', 'total', small],
    ['Due Date', 'dueDate', small],
    ['Balance Due, $', 'balanceDue', large],
    ['Created', 'createdAt', small],
  ] as const) {
    const head = table(page).getByRole('columnheader', { name: header })
    await head.getByRole('button').click()
    if ((await head.getAttribute('aria-sort')) === 'descending') await head.getByRole('button').click()
    await expect(page).toHaveURL(new RegExp(`sort=${sort}&direction=asc|direction=asc.*sort=${sort}`))
    await expect(firstNumber()).toContainText(lowest.invoiceNumber)
    await head.getByRole('button').click()
    await expect(page).toHaveURL(/direction=desc/)
    await expect(firstNumber()).not.toContainText(lowest.invoiceNumber)
  }
})

test('a long list goes on where one scrolls', async ({ own: { page } }) => {
  const customer = await makeCustomer(page)
  const made = []
  for (let index = 0; index < 55; index += 1) made.push(await makeDraft(page, customer.id))
  await page.goto('/invoices')
  await expect(table(page).getByRole('row')).toHaveCount(51)
  await page.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded()
  await expect(table(page).getByRole('row')).toHaveCount(56)
  await expect(row(page, made[0]?.invoiceNumber ?? '')).toBeVisible()
})

test('chosen invoices are reminded of, each with its own message', async ({ own: { page } }) => {
  const customer = await makeCustomer(page, { name: 'Bluebird Coffee' })
  await makeContact(page, customer, {
    ...{ firstName: 'Priya', lastName: 'Raman', email: 'priya@bluebird.example', role: 'billing' },
    isPrimary: true,
  })
  const late = await sendOn(page, customer.id, { days: -30, dueInDays: 15, unitPrice: '10.00' })
  const draft = await makeDraft(page, customer.id)
  await page.goto('/invoices')
  await page.getByRole('checkbox', { name: 'Select all shown' }).click()
  await page
    .getByRole('region', { name: 'Chosen invoices' })
    .getByRole('button', { name: 'Send Reminder' })
    .click()
  const sheet = page.getByRole('dialog', { name: 'Send reminders' })
  const rows = sheet.getByRole('list', { name: 'Invoices of the batch' }).getByRole('listitem')
  await expect(rows.filter({ hasText: late.invoiceNumber })).toContainText('Will be done')
  await expect(rows.filter({ hasText: draft.invoiceNumber })).toContainText('Cannot be done')
  await sheet.getByRole('button', { name: 'Send 1 reminder' }).click()
  await expect(sheet.getByRole('status')).toHaveText('1 done, 1 refused')
  await sheet.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('region', { name: 'Chosen invoices' })).toBeHidden()
  const { data } = await readThing<{ data: unknown[] }>(page, `/invoices/${late.id}/reminders`)
  expect(data).toHaveLength(1)

  // A second time on the same day there is nobody left to remind.
  await page.getByRole('checkbox', { name: 'Select all shown' }).click()
  await page.getByRole('button', { name: 'Send Reminder' }).click()
  await expect(sheet.getByRole('status')).toHaveText('There is nothing to do: each row says why.')
  await expect(sheet.getByRole('button', { name: 'Send reminders' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})

test('a choice is what is shown: another view hides it from the batch', async ({ own: { page } }) => {
  const customer = await makeCustomer(page)
  const draft = await makeDraft(page, customer.id)
  const sent = await makeSent(page, customer.id)
  await page.goto('/invoices')
  await page.getByRole('checkbox', { name: `Select ${draft.invoiceNumber}` }).check()
  await page.getByRole('checkbox', { name: `Select ${sent.invoiceNumber}` }).check()
  const bar = page.getByRole('region', { name: 'Chosen invoices' })
  await expect(bar).toContainText('2 invoices selected')
  await page.getByRole('tab', { name: 'Draft' }).click()
  await expect(bar).toContainText('1 invoice selected')
  await bar.getByRole('button', { name: 'Clear' }).click()
  await expect(bar).toBeHidden()
})
