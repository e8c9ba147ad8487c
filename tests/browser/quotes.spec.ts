import type { Page } from '@playwright/test'
import type { Quote } from '../../contract/quotes.ts'
import { expect, expectAccessible, test } from '../support/browser.ts'
import {
  acceptQuote,
  blockCustomer,
  changeThing,
  makeAcceptedQuote,
  makeCustomer,
  makeQuote,
  makeSentQuote,
  readThing,
} from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const line = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const idIn = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? ''

test('written by keyboard with sizes, charge and discount, sent and accepted', async ({ shop }) => {
  const { name } = await makeCustomer(shop)
  await shop.goto('/quotes')
  await shop.getByRole('link', { name: 'New Quote' }).click()
  await shop.getByRole('combobox', { name: 'For' }).fill(name)
  await shop.getByRole('option', { name }).click()
  await shop.getByLabel('Title').fill('Field day tees')
  await line(shop, 'Line 1').getByLabel('Description').focus()
  for (const text of ['Tees, two colours', '24', '8.50']) {
    await shop.keyboard.type(text)
    await shop.keyboard.press('Enter')
  }
  await button(shop, 'Screen setup').click()
  await line(shop, 'Charge 1').getByLabel('Unit price').fill('25')
  await button(shop, 'Add discount').click()
  await line(shop, 'Discount').getByLabel('Value').fill('10')
  await shop.getByLabel('Shipping', { exact: true }).fill('18')
  await expect(shop.getByText('30 days from today.')).toBeVisible()
  await expect(shop.getByText(/^Usual deposit: \$\d+\.\d\d \(50%\)/)).toBeVisible()
  const total = (await shop.getByRole('status', { name: 'Total', exact: true }).textContent()) ?? ''
  await expectAccessible(shop)
  await shop.keyboard.press('Control+Enter')
  await expect(shop.getByText(/QUO-\d+ saved/)).toBeVisible()
  const paper = shop.getByRole('article', { name: /^Quote QUO-/ })
  await expect(paper).toContainText(total)
  await expect(paper).toContainText('Field day tees')
  const saved = await readThing<Quote>(shop, `/quotes/${idIn(shop)}`)
  expect(`$${saved.total}`).toBe(total)
  expect(saved).toMatchObject({ status: 'draft', customerName: name, title: 'Field day tees' })

  await button(shop, 'Send').click()
  const ask = shop.getByRole('dialog', { name: `Send ${saved.quoteNumber}` })
  await expect(ask).toContainText(`${name} is offered ${total}, valid until`)
  await ask.getByRole('button', { name: 'Send Quote' }).click()
  await expect(shop.getByText(`${saved.quoteNumber} sent`)).toBeVisible()
  await expect(button(shop, 'Edit')).toHaveAccessibleDescription(/Revise it to make a new version/)
  await button(shop, 'Accept').click()
  await expect(shop.getByText(`${saved.quoteNumber} accepted`)).toBeVisible()
  await expect(shop.getByRole('link', { name: 'Create Invoice' })).toBeVisible()
  await expect(button(shop, 'Accept')).toHaveAccessibleDescription(/was accepted/)
  await expectAccessible(shop)
})

test('declined with a reason, revised into a second version, and the first stays readable', async ({
  shop,
}) => {
  const { id, quoteNumber } = await makeSentQuote(shop)
  await shop.goto(`/quotes/${id}`)
  await button(shop, 'Decline').click()
  const ask = shop.getByRole('dialog', { name: `Decline ${quoteNumber}` })
  await ask.getByLabel('Reason').fill('Too dear')
  await ask.getByRole('button', { name: 'Decline Quote' }).click()
  await expect(shop.getByText('Too dear')).toBeVisible()
  await expect(button(shop, 'Accept')).toHaveAttribute('aria-disabled', 'true')
  await button(shop, 'Revise').click()
  await expect(shop.getByRole('heading', { name: `Edit Quote ${quoteNumber} v2` })).toBeVisible()
  await expect(shop.getByRole('combobox', { name: 'For' })).toBeDisabled()
  await button(shop, 'Add discount').click()
  await line(shop, 'Discount').getByLabel('Value').fill('10')
  await button(shop, 'Update Quote').click()
  await expect(shop.getByRole('article', { name: `Quote ${quoteNumber} v2` })).toContainText('$259.20')
  await shop.getByRole('list', { name: 'Versions' }).getByRole('link', { name: 'Version 1' }).click()
  await expect(shop.getByRole('heading', { name: `${quoteNumber}, version 1` })).toBeVisible()
  await expect(shop.getByRole('article')).toContainText('$288.00')
  await expect(button(shop, 'Send')).toHaveCount(0)
  await expectAccessible(shop)
  await shop.getByRole('link', { name: 'Show version 2' }).click()
  await expect(shop.getByRole('article')).toContainText('$259.20')
})

test('an expired quote is not accepted, and says what to do', async ({ shop }) => {
  await shop.goto('/quotes?view=expired')
  await shop.getByRole('row').nth(1).getByRole('link', { name: /^QUO-/ }).click()
  await expect(shop.getByRole('heading', { level: 1, name: /^QUO-/ })).toBeVisible()
  await expect(shop.getByText('Expired', { exact: true })).toBeVisible()
  await expect(button(shop, 'Accept')).toHaveAccessibleDescription(/Revise it with a later day/)
  await expect(button(shop, 'Revise')).not.toHaveAttribute('aria-disabled')
})

test('a quote whose last day has passed is not sent, and the field is named', async ({ shop }) => {
  const { id, quoteNumber } = await makeQuote(shop, { validUntil: '2020-01-31' })
  await shop.goto(`/quotes/${id}`)
  await button(shop, 'Send').click()
  const ask = shop.getByRole('dialog', { name: `Send ${quoteNumber}` })
  await ask.getByRole('button', { name: 'Send Quote' }).click()
  await expect(ask.getByRole('alert')).toContainText('Choose a later day, or none.')
  await expectAccessible(shop)
})

test('two people at one draft: nothing is lost, and somebody decides', async ({ shop }) => {
  const quote = await makeQuote(shop)
  await shop.goto(`/quotes/${quote.id}/edit`)
  await line(shop, 'Charge 1').getByLabel('Quantity').fill('3')
  await changeThing(shop, `/quotes/${quote.id}`, quote, { shipping: '15.00', title: 'Field week' })
  await button(shop, 'Update Quote').click()
  const alert = shop.getByRole('alert').filter({ hasText: 'Somebody else changed' })
  await expect(alert.getByRole('row')).toContainText(['Field', 'Charge', 'Shipping', 'Title'])
  await expectAccessible(shop)
  await alert.getByRole('button', { name: 'Load their version' }).click()
  await expect(shop.getByLabel('Title')).toHaveValue('Field week')
  await alert.getByRole('button', { name: 'Back to what I typed' }).click()
  await expect(line(shop, 'Charge 1').getByLabel('Quantity')).toHaveValue('3')
  await alert.getByRole('button', { name: 'Save mine over theirs' }).click()
  await expect(shop.getByText(`${quote.quoteNumber} updated`)).toBeVisible()
  expect(await readThing(shop, `/quotes/${quote.id}`)).toMatchObject({ total: '312.00', shipping: '0.00' })
})

test('what somebody else changed is looked at before it is sent', async ({ shop }) => {
  const quote = await makeQuote(shop)
  await shop.goto(`/quotes/${quote.id}`)
  await button(shop, 'Send').click()
  const ask = shop.getByRole('dialog', { name: `Send ${quote.quoteNumber}` })
  await expect(ask).toContainText('$288.00')
  await changeThing(shop, `/quotes/${quote.id}`, quote, { shipping: '15.00' })
  await ask.getByRole('button', { name: 'Send Quote' }).click()
  await expect(ask.getByRole('alert')).toContainText('Load it again')
  await expect(ask).toContainText('$303.00')
  await ask.getByRole('button', { name: 'Send Quote' }).click()
  await expect(shop.getByText(`${quote.quoteNumber} sent`)).toBeVisible()
})

test('a quote that somebody else accepted is not accepted a second time', async ({ shop }) => {
  const { id } = await makeSentQuote(shop)
  await shop.goto(`/quotes/${id}`)
  await expect(button(shop, 'Accept')).not.toHaveAttribute('aria-disabled')
  const accepted = await acceptQuote(shop, id)
  await button(shop, 'Accept').click()
  await expect(shop.getByRole('alert')).toContainText(
    `${accepted.quoteNumber}: The quote was accepted. Revise it to make a new offer.`,
  )
  // The page shows what became of it.
  await expect(button(shop, 'Accept')).toHaveAttribute('aria-disabled', 'true')
  expect((await readThing<Quote>(shop, `/quotes/${id}`)).version).toBe(accepted.version)
})

test('a double click accepts once', async ({ shop }) => {
  const { id, version, quoteNumber } = await makeSentQuote(shop)
  await shop.goto(`/quotes/${id}`)
  await button(shop, 'Accept').dblclick()
  await expect(shop.getByText(`${quoteNumber} accepted`)).toHaveCount(1)
  expect((await readThing<Quote>(shop, `/quotes/${id}`)).version).toBe(version + 1)
})

test('what is missing, or a customer who was blocked meanwhile, is said at the field', async ({ shop }) => {
  await shop.goto('/quotes/new')
  await button(shop, 'Save Quote').click()
  await expect(shop.getByText('Choose a customer.')).toBeVisible()
  await expect(shop.getByRole('combobox', { name: 'For' })).toBeFocused()
  await expect(line(shop, 'Line 1')).toContainText('Add at least one line.')
  const customer = await makeCustomer(shop)
  await shop.getByRole('combobox', { name: 'For' }).fill(customer.name)
  await shop.getByRole('option', { name: customer.name }).click()
  await line(shop, 'Line 1').getByLabel('Description').fill('Tees')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('1,5')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('5')
  await button(shop, 'Save Quote').click()
  await expect(line(shop, 'Line 1')).toContainText('Write decimals with a point: 1.5.')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('2')
  await blockCustomer(shop, customer, 'Two cheques bounced')
  await button(shop, 'Save Quote').click()
  await expect(shop.getByRole('combobox', { name: 'For' })).toHaveAttribute('aria-invalid', 'true')
  await expect(shop.getByRole('group', { name: `About ${customer.name}` })).toContainText(
    'Two cheques bounced',
  )
  await expect(line(shop, 'Line 1').getByLabel('Description')).toHaveValue('Tees')
  await expectAccessible(shop)
})

test('a deposit at the counter: the usual one is offered, and it stands on the quote', async ({ shop }) => {
  const { id, quoteNumber } = await makeSentQuote(shop)
  await shop.goto(`/quotes/${id}`)
  await button(shop, 'Take Deposit').click()
  const sheet = shop.getByRole('dialog', { name: `Take a deposit on ${quoteNumber}` })
  await sheet.getByRole('button', { name: 'Take Deposit' }).click()
  await expect(sheet.getByText('Enter the amount that came.')).toBeVisible()
  await expectAccessible(shop)
  await sheet.getByRole('button', { name: 'Use $144.00, the usual 50%' }).click()
  await sheet.getByRole('button', { name: 'Take Deposit' }).click()
  await expect(shop.getByText(`$144.00 taken on ${quoteNumber}`)).toBeVisible()
  const deposits = shop.getByRole('list', { name: 'Deposits' })
  await expect(deposits).toContainText('held as credit')
  await expect(deposits).toContainText('$144.00')
})

test('a copy is a draft of its own; an accepted one becomes a job', async ({ shop }) => {
  const { id, quoteNumber, customerName } = await makeAcceptedQuote(shop)
  await shop.goto(`/quotes/${id}`)
  await button(shop, 'Create Job').click()
  await expect(shop.getByRole('heading', { level: 1, name: /^JOB-/ })).toBeVisible()
  await expect(shop.getByRole('article')).toContainText('Tees, royal')
  await shop.getByRole('link', { name: quoteNumber }).click()
  await expect(shop.getByRole('list', { name: 'Jobs and invoice' })).toContainText(/JOB-\d+/)
  await button(shop, 'Duplicate').click()
  await expect(shop.getByRole('heading', { name: /^Edit Quote QUO-\d+$/ })).toBeVisible()
  await expect(shop.getByRole('combobox', { name: 'For' })).toHaveValue(customerName)
  await expect(line(shop, 'Line 1').getByLabel('Description')).toHaveValue('Tees, royal')
})

test('views, search and order stand in the address', async ({ shop }) => {
  const { quoteNumber, customerName } = await makeSentQuote(shop)
  await shop.goto('/quotes')
  await shop.getByRole('tab', { name: 'Sent' }).click()
  await shop.getByLabel('Search quotes').fill(customerName)
  await expect(shop).toHaveURL(/view=sent/)
  await expect(shop).toHaveURL(/q=Test/)
  await expect(shop.getByRole('row')).toHaveCount(2)
  await expect(shop.getByRole('row').nth(1)).toContainText(quoteNumber)
  await shop
    .getByRole('columnheader', { name: /^Amount/ })
    .getByRole('button')
    .click()
  await expect(shop).toHaveURL(/sort=total/)
  await shop.reload()
  await expect(shop.getByLabel('Search quotes')).toHaveValue(customerName)
  await shop.getByRole('tab', { name: 'Declined' }).click()
  await expect(shop.getByText(`No quote matches “${customerName}”`)).toBeVisible()
  await shop.getByRole('button', { name: 'Show all quotes' }).click()
  await expect(shop.getByRole('tab', { name: 'All', exact: true })).toHaveAttribute('aria-selected', 'true')
})

test('a shop without a quote is told what a quote is for', async ({ own }) => {
  await own.page.goto('/quotes')
  await own.page.getByRole('link', { name: 'Write your first quote' }).click()
  await expect(own.page.getByRole('heading', { name: 'New Quote' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme })

    test('list, quote and form fit, and axe finds nothing serious', async ({ shop }) => {
      const { id } = await makeSentQuote(shop)
      for (const path of ['/quotes', `/quotes/${id}`, '/quotes/new']) {
        await shop.goto(path)
        await expect(shop.getByRole('heading', { level: 1 })).toBeVisible()
        await shop.waitForLoadState('networkidle')
        const width = await shop.evaluate(() => document.documentElement.scrollWidth)
        expect(width, path).toBeLessThanOrEqual(390)
        await expectAccessible(shop)
      }
    })
  })
}
