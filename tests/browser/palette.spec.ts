import type { Page } from '@playwright/test'
import { expect, expectAccessible, openDashboard, test } from '../support/browser.ts'

/** Its code is slow to come the first time; what is typed meanwhile is no shortcut of the page. */
async function askForSlowPalette(page: Page): Promise<void> {
  await page.route('**/assets/CommandPalette-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600))
    await route.continue()
  })
  await openDashboard(page)
  await page.keyboard.press('Control+k')
}

test('finds a customer and an invoice, and opens them', async ({ shop }) => {
  await openDashboard(shop)
  await shop.keyboard.press('Control+k')
  const field = shop.getByRole('combobox', { name: 'Find or do' })
  await expect(field).toBeFocused()
  await field.fill('INV-0002')
  await expect(shop.getByRole('option', { name: /INV-0002/ })).toBeVisible()
  await expectAccessible(shop)
  await shop.keyboard.press('Enter')
  await expect(shop).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/)
  await shop.keyboard.press('Control+k')
  await field.fill('cascade')
  await shop.getByRole('group', { name: 'Customers' }).getByRole('option').first().click()
  await expect(shop).toHaveURL(/\/customers\/[0-9a-f-]{36}$/)
})

test('takes what is typed before it is there, and Enter before anything was found', async ({ shop }) => {
  await askForSlowPalette(shop)
  await shop.keyboard.type('new customer')
  const field = shop.getByRole('combobox', { name: 'Find or do' })
  await expect(field).toHaveValue('new customer')
  await expect(shop.getByRole('heading', { name: 'New Invoice' })).toBeHidden()
  await field.fill('')
  await shop.keyboard.type('INV-0002')
  await shop.keyboard.press('Enter')
  await expect(shop.getByRole('heading', { name: /INV-0002/, level: 1 })).toBeVisible()
})

test('takes a whole order, Enter included, before it is there', async ({ shop }) => {
  await askForSlowPalette(shop)
  await shop.keyboard.type('INV-0002')
  await shop.keyboard.press('Enter')
  await expect(shop.getByRole('heading', { name: /INV-0002/, level: 1 })).toBeVisible()
  await expect(shop.getByRole('dialog', { name: 'Find or do' })).toBeHidden()
})

test('is taken back by Escape before it is there', async ({ shop }) => {
  await askForSlowPalette(shop)
  await shop.keyboard.type('juni')
  await shop.keyboard.press('Escape')
  await shop.keyboard.press('n')
  await expect(shop.getByRole('heading', { name: 'New Invoice' })).toBeVisible()
  await expect(shop.getByRole('dialog', { name: 'Find or do' })).toBeHidden()
})

test('does what can be done, and says when nothing matches', async ({ shop }) => {
  await openDashboard(shop)
  await shop.getByRole('button', { name: 'Find or do…' }).click()
  const field = shop.getByRole('combobox', { name: 'Find or do' })
  await field.fill('xyzzy')
  await expect(shop.getByText('Nothing matches “xyzzy”.')).toBeVisible()
  await field.fill('go to rep')
  await shop.keyboard.press('Enter')
  await expect(shop.getByRole('heading', { name: 'Reports', level: 1 })).toBeVisible()
  await shop.keyboard.press('Control+k')
  await shop.keyboard.press('Escape')
  await expect(field).toBeHidden()
})
