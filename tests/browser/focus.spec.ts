import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { makeCustomer } from '../support/shop-data.ts'

/*
 * Where the keyboard goes on after a button was pressed that is closed while its answer is on the way, or goes away with
 * what it did. Without care that is the top of the page.
 */
const isLost = (page: Page) => page.evaluate(() => document.activeElement === document.body)
const stays = (page: Page) => expect.poll(() => isLost(page)).toBe(false)

test('a refused save goes to the field that was refused', async ({ shop }) => {
  const { id } = await makeCustomer(shop)
  await shop.goto(`/customers/${id}?tab=contacts`)
  await shop.getByRole('button', { name: 'Add contact' }).first().click()
  const sheet = shop.getByRole('dialog', { name: 'Add contact' })
  await sheet.getByLabel('First name').fill('Ann')
  await sheet.getByLabel('Last name').fill('Ink')
  await sheet.getByLabel('E-mail').fill('ann@ink.test')
  await sheet.getByLabel('Phone', { exact: true }).fill('12')
  await shop.keyboard.press('Enter')
  await expect(sheet.getByLabel('Phone', { exact: true })).toBeFocused()
  await sheet.getByLabel('Phone', { exact: true }).fill('')
  await sheet.getByRole('button', { name: 'Save contact' }).click()
  await expect(sheet).toBeHidden()
  await stays(shop)
})

test('what is done in place leaves the keyboard in its place', async ({ shop }) => {
  const { id } = await makeCustomer(shop)
  await shop.goto(`/customers/${id}?tab=credit`)
  await shop.getByRole('button', { name: 'Set a limit' }).first().click()
  const sheet = shop.getByRole('dialog')
  await sheet.getByLabel('Limit', { exact: true }).fill('500')
  await sheet.getByText('Request an approval').click()
  await sheet.getByRole('button', { name: /^(Request|Set) limit/ }).click()
  await expect(sheet).toBeHidden()
  await stays(shop)
  await shop.getByRole('button', { name: /^Approve/ }).click()
  await shop.getByRole('dialog').getByLabel('Approval reference').fill('T-1')
  await shop.keyboard.press('Enter')
  await expect(shop.getByRole('button', { name: /^Revoke/ })).toBeVisible()
  await stays(shop)
})

test('a click into the empty page gives the focus up', async ({ shop }) => {
  await shop.goto('/customers')
  const search = shop.getByLabel('Search customers')
  await search.fill('no')
  await shop.locator('main').click({ position: { x: 4, y: 4 } })
  await expect(shop.getByText('No customer matches “no”').or(shop.getByRole('row').nth(1))).toBeVisible()
  await expect(search).not.toBeFocused()
})
