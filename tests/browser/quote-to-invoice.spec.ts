import type { Page } from '@playwright/test'
import type { Customer } from '../../contract/customers.ts'
import type { Invoice } from '../../contract/invoices.ts'
import type { Quote } from '../../contract/quotes.ts'
import { expect, expectAccessible, openDashboard, test } from '../support/browser.ts'
import {
  changeDraft,
  invoiceQuote,
  makeAcceptedQuote,
  makeCustomer,
  makeJob,
  makeSent,
  makeSentQuote,
  readInvoice,
  readThing,
  takeDeposit,
  voidInvoice,
} from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const line = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const idIn = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? ''

test('from a new quote to a paid invoice', async ({ shop }) => {
  const { name } = await makeCustomer(shop)
  await shop.goto('/quotes/new')
  await shop.getByRole('combobox', { name: 'For' }).fill(name)
  await shop.getByRole('option', { name }).click()
  await line(shop, 'Line 1').getByLabel('Description').fill('Tees, two colours')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('24')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('8.50')
  await shop.getByLabel('Shipping', { exact: true }).fill('18')
  await button(shop, 'Save Quote').click()
  await button(shop, 'Send').click()
  await shop.getByRole('dialog').getByRole('button', { name: 'Send Quote' }).click()
  await button(shop, 'Accept').click()
  await button(shop, 'Create Job').click()
  const jobNumber = (await shop.getByRole('heading', { level: 1, name: /^JOB-/ }).textContent()) ?? ''
  await shop.getByRole('link', { name: /^QUO-/ }).click()
  await shop.getByRole('link', { name: 'Create Invoice' }).click()

  // Everything is there: customer, job, lines, shipping; terms, tax and deposit of the customer.
  await expect(shop.getByRole('combobox', { name: 'Bill to' })).toHaveValue(name)
  await expect(shop.getByRole('combobox', { name: 'Bill to' })).toBeDisabled()
  await expect(shop.getByLabel('Job').locator('option:checked')).toContainText(jobNumber)
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toHaveValue('24')
  await expect(shop.getByLabel('Shipping', { exact: true })).toHaveValue('18.00')
  await expect(shop.getByLabel('Payment terms', { exact: true })).toHaveValue('net_15')
  await expect(shop.getByLabel('Request deposit')).toBeChecked()
  await expect(shop.getByText(/Recommended: \$119\.42 \(50%\), standard customer/)).toBeVisible()
  await expectAccessible(shop)
  await button(shop, 'Review & Send').click()
  await shop
    .getByRole('dialog', { name: 'Review & Send' })
    .getByRole('button', { name: 'Send Invoice' })
    .click()
  await expect(shop.getByText(/INV-\d+ sent/)).toBeVisible()
  const source = shop.getByRole('region', { name: 'Source' })
  await expect(source.getByRole('link', { name: jobNumber })).toBeVisible()
  await expect(source).toContainText(/As quoted in QUO-\d+/)
  await button(shop, 'Record Payment').first().click()
  await shop
    .getByRole('dialog', { name: /^Record/ })
    .getByRole('button', { name: 'Record Payment' })
    .click()
  await expect(shop.getByText('Paid', { exact: true }).first()).toBeVisible()
  await source.getByRole('link', { name: /^QUO-/ }).click()
  await expect(shop.getByText('Invoiced', { exact: true })).toBeVisible()
  await expect(button(shop, 'Create Invoice')).toHaveAccessibleDescription(/^INV-\d+ was made of it/)
})

test('an accepted quote becomes a sent invoice in six presses from the dashboard', async ({ shop }) => {
  const { customerName, quoteNumber } = await makeAcceptedQuote(shop)
  await openDashboard(shop)
  const presses = [
    () => shop.getByRole('link', { name: 'Quotes', exact: true }).click(),
    () => shop.getByRole('tab', { name: 'To invoice' }).click(),
    () => shop.getByRole('link', { name: quoteNumber }).click(),
    () => shop.getByRole('link', { name: 'Create Invoice' }).click(),
    () => button(shop, 'Review & Send').click(),
    () => button(shop, 'Send Invoice').click(),
  ]
  for (const press of presses) await press()
  await expect(shop.getByText(/INV-\d+ sent/)).toBeVisible()
  expect(presses.length).toBeLessThanOrEqual(6)
  expect(await readInvoice(shop, idIn(shop))).toMatchObject({ status: 'sent', customerName })
})

test('what was changed of the quote is told line by line, with amounts', async ({ shop }) => {
  const { id, quoteNumber } = await makeAcceptedQuote(shop, {
    lineItems: [
      { description: 'Tees', quantity: '24', unitPrice: '10.00' },
      { description: 'Hoodies', quantity: '6', unitPrice: '30.00' },
      { description: 'Screen setup', quantity: '2', unitPrice: '25.00', kind: 'fee' },
    ],
    shipping: '12.00',
  })
  await shop.goto(`/invoices/new?quoteId=${id}`)
  await line(shop, 'Line 1').getByLabel('Quantity').fill('36')
  await button(shop, 'Remove line 2').click()
  await button(shop, 'Rush fee').click()
  await line(shop, 'Charge 2').getByLabel('Unit price').fill('45')
  await shop.getByLabel('Shipping', { exact: true }).fill('20')
  await shop.getByLabel('Tax rate', { exact: true }).fill('0')
  await button(shop, 'Save as Draft').click()
  await expect(shop.getByText(/INV-\d+ saved as draft/)).toBeVisible()
  const source = shop.getByRole('region', { name: 'Source' })
  const indicator = source.getByRole('button', { name: `4 changes from ${quoteNumber}` })
  await expect(indicator).toContainText('−$7.00')
  await indicator.click()
  const changes = source.getByRole('list', { name: 'Changes from the quote' }).getByRole('listitem')
  await expect(changes).toHaveCount(4)
  await expect(changes.filter({ hasText: 'Changed' }).first()).toContainText('Tees+120.00Quantity: 24 → 36')
  await expect(changes.filter({ hasText: 'Added' })).toContainText('Rush fee+45.00')
  await expect(changes.filter({ hasText: 'Removed' })).toContainText('Hoodies−180.00')
  await expect(changes.filter({ hasText: 'Shipping' })).toContainText('+8.00')
  const sums = source.getByText('Quoted').locator('xpath=ancestor::dl')
  await expect(sums).toContainText('Quoted$482.00Tax$0.00Difference−$7.00Invoiced$475.00')
  await expectAccessible(shop)
  await shop.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(shop)
  await indicator.click()
  await expect(changes).toHaveCount(0)
})

test('a draft of a quote keeps its source while it is edited, also by two people', async ({ shop }) => {
  const quote = await makeAcceptedQuote(shop)
  const invoice = await invoiceQuote(shop, quote.id)
  await shop.goto(`/invoices/${invoice.id}/edit`)
  await expect(shop.getByRole('region', { name: 'Source' })).toContainText(`From quote ${quote.quoteNumber}`)
  await expect(shop.getByRole('combobox', { name: 'Bill to' })).toBeDisabled()
  await line(shop, 'Charge 1').getByLabel('Quantity').fill('3')
  await changeDraft(shop, invoice, { depositPercent: '30' })
  await button(shop, 'Update Invoice').click()
  const alert = shop.getByRole('alert').filter({ hasText: 'Somebody else changed' })
  await expect(alert.getByRole('row')).toHaveText([
    /Field/,
    'Charge 1Screen setup, 3 x 24.00Screen setup, 2 x 24.00',
    'Deposit5030',
  ])
  await alert.getByRole('button', { name: 'Save mine over theirs' }).click()
  await expect(shop.getByText(`${invoice.invoiceNumber} updated`)).toBeVisible()
  const saved = await readInvoice(shop, invoice.id)
  expect(saved).toMatchObject({ quoteId: quote.id, depositPercent: '50' })
  await expect(shop.getByRole('region', { name: 'Source' })).toContainText('1 change from')
})

test.describe('one live invoice for each quote', () => {
  test('a second form is refused and keeps what was typed; the first invoice is named', async ({ shop }) => {
    const { id, quoteNumber } = await makeAcceptedQuote(shop)
    await shop.goto(`/invoices/new?quoteId=${id}`)
    await line(shop, 'Charge 1').getByLabel('Quantity').fill('7')
    const first = await invoiceQuote(shop, id)
    await button(shop, 'Save as Draft').click()
    await expect(shop.getByRole('alert').first()).toContainText(
      `${quoteNumber}: ${first.invoiceNumber} was made of it.`,
    )
    await expect(line(shop, 'Charge 1').getByLabel('Quantity')).toHaveValue('7')
    await expectAccessible(shop)
  })

  test('the address says so, and leads to the invoice; once that is void there is another', async ({
    shop,
  }) => {
    const { id } = await makeAcceptedQuote(shop)
    const first = await invoiceQuote(shop, id)
    await shop.goto(`/invoices/new?quoteId=${id}`)
    await expect(shop.getByText(`${first.invoiceNumber} was made of it.`)).toBeVisible()
    await expectAccessible(shop)
    await shop.getByRole('link', { name: `Open ${first.invoiceNumber}` }).click()
    await expect(shop.getByRole('heading', { level: 1, name: first.invoiceNumber })).toBeVisible()
    await voidInvoice(shop, first.id)
    await shop.goto(`/invoices/new?quoteId=${id}`)
    await button(shop, 'Save as Draft').click()
    await expect(shop.getByText(/INV-\d+ saved as draft/)).toBeVisible()
    const { invoice } = await readThing<Quote>(shop, `/quotes/${id}`)
    expect(invoice?.id).toBe(idIn(shop))
  })

  test('a double press on Send makes one invoice', async ({ shop }) => {
    const { id, customerId } = await makeAcceptedQuote(shop)
    await shop.goto(`/invoices/new?quoteId=${id}`)
    await button(shop, 'Review & Send').click()
    await button(shop, 'Send Invoice').dblclick()
    await expect(shop.getByText(/INV-\d+ sent/)).toBeVisible()
    const { data } = await readThing<{ data: Invoice[] }>(shop, `/invoices?customerId=${customerId}`)
    expect(data.map(({ status }) => status)).toEqual(['sent'])
  })
})

test('a quote that nobody accepted, and one that is not there, become no invoice', async ({ shop }) => {
  const { id, quoteNumber } = await makeSentQuote(shop)
  await shop.goto(`/invoices/new?quoteId=${id}`)
  await expect(shop.getByText('Only an accepted quote becomes an invoice or a job.')).toBeVisible()
  await shop.getByRole('link', { name: `Back to ${quoteNumber}` }).click()
  await expect(button(shop, 'Create Invoice')).toHaveAttribute('aria-disabled', 'true')
  await shop.goto('/invoices/new?quoteId=00000000-0000-4000-8000-000000000000')
  await expect(shop.getByText('The company has no quote with this id.')).toBeVisible()
})

test('the deposit: by tier, in percent or as an amount, at most the total', async ({ shop }) => {
  const agreed: Partial<Customer> = { tier: 'contract', contractDepositPercent: '30' }
  const { id: customerId } = await makeCustomer(shop, agreed)
  const { id } = await makeAcceptedQuote(shop, { customerId, shipping: '12.00' })
  await shop.goto(`/invoices/new?quoteId=${id}`)
  await shop.getByLabel('Tax rate', { exact: true }).fill('0')
  const deposit = shop.getByRole('region', { name: 'Deposit' })
  await expect(deposit).toContainText('Recommended: $90.00 (30%), contract customer')
  await deposit.getByLabel('Deposit', { exact: true }).fill('45')
  await expect(deposit).toContainText('$135.00 of the total')
  await deposit.getByText('USD', { exact: true }).click()
  await expect(deposit.getByLabel('Deposit', { exact: true })).toHaveValue('135.00')
  await deposit.getByLabel('Deposit', { exact: true }).fill('300.01')
  await button(shop, 'Save as Draft').click()
  await expect(deposit).toContainText('At most the total, $300.00.')
  await expectAccessible(shop)
  await deposit.getByRole('button', { name: 'Use it' }).click()
  await expect(deposit.getByLabel('Deposit', { exact: true })).toHaveValue('30')
  await button(shop, 'Save as Draft').click()
  await expect(shop.getByText(/INV-\d+ saved as draft/)).toBeVisible()
  await expect(shop.getByRole('article')).toContainText(/Deposit.*\$?90\.00/)
  const invoiceId = idIn(shop)
  expect(await readInvoice(shop, invoiceId)).toMatchObject({ depositPercent: '30', depositAmount: '90.00' })
  await shop.getByRole('link', { name: 'Edit', exact: true }).click()
  await deposit.getByLabel('Request deposit').uncheck()
  await button(shop, 'Update Invoice').click()
  await expect(shop.getByText(/INV-\d+ updated/)).toBeVisible()
  expect(await readInvoice(shop, invoiceId)).toMatchObject({ depositRequested: false, depositAmount: null })
})

test('money taken on the quote goes to its invoice when that is sent', async ({ shop }) => {
  const { id } = await makeAcceptedQuote(shop)
  await takeDeposit(shop, id, '100.00')
  await shop.goto(`/invoices/new?quoteId=${id}`)
  // The tax is the customer's of today; that it is not what was quoted is said before it is sent.
  await shop.getByLabel('Tax rate', { exact: true }).fill('8')
  await expect(shop.getByRole('region', { name: 'Source' })).toContainText(/ was accepted, this comes to /)
  await shop.getByLabel('Tax rate', { exact: true }).fill('0')
  await expect(shop.getByRole('region', { name: 'Source' })).not.toContainText('was accepted')
  await button(shop, 'Review & Send').click()
  await button(shop, 'Send Invoice').click()
  await expect(shop.getByText(/INV-\d+ sent/)).toBeVisible()
  expect(await readInvoice(shop, idIn(shop))).toMatchObject({ status: 'partial', amountPaid: '100.00' })
  await expect(shop.getByText('Partial', { exact: true }).first()).toBeVisible()
})

test('an invoice names a job of its customer', async ({ shop }) => {
  const job = await makeJob(shop, { title: 'Reunion caps' })
  await shop.goto(`/invoices/new?customerId=${job.customerId}`)
  await line(shop, 'Line 1').getByLabel('Description').fill('Caps')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('10')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('12')
  await shop.getByLabel('Job').selectOption({ label: `${job.jobNumber} Reunion caps (new)` })
  await button(shop, 'Save as Draft').click()
  await shop.getByRole('region', { name: 'Source' }).getByRole('link', { name: job.jobNumber }).click()
  await expect(shop.getByRole('heading', { level: 1, name: job.jobNumber })).toBeVisible()
  await expect(shop.getByRole('list', { name: 'Quote and invoices' })).toContainText(/INV-\d+Draft/)
})

test('an invoice that was sent is still put under a job, and stays as it was sent', async ({ shop }) => {
  const job = await makeJob(shop, { title: 'Reunion caps' })
  const invoice = await makeSent(shop, job.customerId)
  await shop.goto(`/invoices/${invoice.id}`)
  const source = shop.getByRole('region', { name: 'Source' })
  await expect(source).toContainText('Not made from a quote')
  await source.getByRole('button', { name: 'Link job' }).click()
  const dialog = shop.getByRole('dialog', { name: `Job of ${invoice.invoiceNumber}` })
  await dialog.getByLabel('Job').selectOption({ label: `${job.jobNumber} Reunion caps (new)` })
  await expectAccessible(shop)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(source.getByRole('link', { name: job.jobNumber })).toBeVisible()
  await source.getByRole('button', { name: 'Change job' }).click()
  await dialog.getByLabel('Job').selectOption({ label: 'No job' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(source).toContainText('Not made from a quote')
  const { jobId, total, status } = await readInvoice(shop, invoice.id)
  expect({ jobId, total, status }).toEqual({ jobId: null, total: invoice.total, status: 'sent' })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme })

    test('the form of a quote and its invoice fit, and axe finds nothing serious', async ({ shop }) => {
      const { id } = await makeAcceptedQuote(shop)
      await shop.goto(`/invoices/new?quoteId=${id}`)
      await line(shop, 'Charge 1').getByLabel('Quantity').fill('3')
      await expectFits(shop)
      await button(shop, 'Save as Draft').click()
      await shop.getByRole('button', { name: /^1 change from/ }).click()
      await expectFits(shop)
    })
  })
}

async function expectFits(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await expectAccessible(page)
}
