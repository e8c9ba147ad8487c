import type { Page } from '@playwright/test'
import { expect, expectAccessible, serverUrl, test } from '../support/browser.ts'
import { makeCustomer, makeSent, pay } from '../support/shop-data.ts'

/** A customer who paid $40.00 of $120.00. */
async function makePartial(page: Page) {
  const customer = await makeCustomer(page)
  const invoice = await makeSent(page, customer.id)
  await pay(page, invoice.id, '40.00')
  return { customer, invoice }
}

test('the balance of an invoice opens its entries, which end at exactly that balance', async ({ shop }) => {
  const { customer, invoice } = await makePartial(shop)
  await shop.goto(`/invoices/${invoice.id}`)
  const balance = shop.getByRole('button', { name: '$80.00' }).first()
  await expect(balance).toHaveAccessibleDescription('Why?')
  await balance.focus()
  await shop.keyboard.press('Enter')
  const sheet = shop.getByRole('dialog', { name: `Why: Balance of ${invoice.invoiceNumber}` })
  await expect(sheet).toContainText('Partial: $40.00 of $120.00 was paid, $80.00 is open')
  const rows = sheet.getByRole('table', { name: 'Entries' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText(/Payment applied Check.*−40\.0080\.00/)
  await expect(rows.nth(2)).toContainText(/Invoice INV-.*120\.00120\.00/)
  await expectAccessible(shop)
  await shop.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(balance).toBeFocused()
  await balance.click()
  await sheet.getByRole('link', { name: 'Check' }).click()
  await expect(shop).toHaveURL(/\/payments\//)
  await expect(shop.getByRole('main')).toContainText(customer.name)
})

test('a draft has no entries and its balance no question; a void invoice says what became of it', async ({
  shop,
}) => {
  const { invoice } = await makePartial(shop)
  const voided = await shop.request.post(`/api/v1/invoices/${invoice.id}/void`, {
    data: { reason: 'Wrong size' },
    headers: { Origin: serverUrl() },
  })
  expect(voided.ok()).toBe(true)
  await shop.goto(`/invoices/${invoice.id}`)
  await shop.getByRole('button', { name: '$0.00' }).first().click()
  const sheet = shop.getByRole('dialog', { name: /^Why: Balance of INV-/ })
  await expect(sheet).toContainText('Void: it was voided (Wrong size), so nothing is owed on it.')
  await expect(sheet.getByRole('row')).toHaveCount(5)
})

test('each figure of a customer tells its own entries, also as of a day that was', async ({ shop }) => {
  const { customer } = await makePartial(shop)
  await shop.goto(`/customers/${customer.id}`)
  const standing = shop.getByRole('region', { name: 'Balance' })
  await standing.getByRole('button', { name: '$80.00' }).first().click()
  const sheet = shop.getByRole('dialog', { name: 'Why: Balance' })
  await expect(sheet).toContainText('$120.00 was invoiced, $40.00 was received: $80.00 is owed.')
  await expect(sheet.getByRole('row')).toHaveCount(3)
  await shop.keyboard.press('Escape')
  await standing.getByRole('button', { name: '$0.00' }).last().click()
  const credit = shop.getByRole('dialog', { name: 'Why: Unapplied credit' })
  await expect(credit).toContainText(
    '$40.00 was received, $40.00 was applied to invoices: $0.00 is unapplied.',
  )
  await shop.keyboard.press('Escape')
  await standing.getByLabel('As of').fill('2020-01-01')
  await standing.getByRole('button', { name: '$0.00' }).first().click()
  const past = shop.getByRole('dialog', { name: 'Why: Balance on Jan 1, 2020' })
  await expect(past).toContainText('Nothing was invoiced or paid.')
  await expectAccessible(shop)
})

test('the figures of the dashboard and of the aging report tell where they come from', async ({ shop }) => {
  const { customer } = await makePartial(shop)
  await shop.goto('/')
  const money = shop.getByRole('region', { name: 'Money' })
  const outstanding = money.getByRole('button').first()
  const shown = await outstanding.textContent()
  await outstanding.click()
  const sheet = shop.getByRole('dialog', { name: 'Why: Outstanding' })
  await expect(sheet).toContainText(`${shown} is owed.`)
  await expect(sheet.getByRole('link', { name: customer.name }).first()).toBeVisible()
  const before = await sheet.getByRole('row').count()
  await sheet.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded()
  await expect.poll(() => sheet.getByRole('row').count()).toBeGreaterThan(before)
  await shop.keyboard.press('Escape')
  await shop.goto('/reports/aging')
  await shop
    .getByRole('button', { name: customer.name })
    .or(shop.getByRole('row', { name: customer.name }))
    .first()
    .click()
  const aging = shop.getByRole('dialog', { name: customer.name })
  await aging.getByRole('button', { name: '$80.00' }).click()
  await expect(aging).toContainText('$120.00 was invoiced, $40.00 was received: $80.00 is owed.')
  await aging.getByRole('button', { name: 'Back to the open invoices' }).click()
  await expect(aging).toContainText('Open at the end of')
})

test('on a phone and in the dark the entries read', async ({ shop }) => {
  const { invoice } = await makePartial(shop)
  await shop.emulateMedia({ colorScheme: 'dark' })
  await shop.setViewportSize({ width: 390, height: 844 })
  await shop.goto(`/invoices/${invoice.id}`)
  await shop.getByRole('button', { name: '$80.00' }).first().click()
  const sheet = shop.getByRole('dialog', { name: /^Why/ })
  await expect(sheet.getByRole('row')).toHaveCount(3)
  expect(await sheet.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  await expectAccessible(shop)
})
