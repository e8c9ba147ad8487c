import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/browser.ts'
import {
  changeThing,
  makeAddress,
  makeContact,
  makeCustomer,
  makeGroup,
  makeSent,
} from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** The sheet's own word that somebody else was faster, and what differs. */
function conflict(sheet: Locator): { alert: Locator; row: (field: string) => Locator } {
  const alert = sheet.getByRole('alert').filter({ hasText: 'Somebody else changed' })
  const table = alert.getByRole('table', { name: 'Where the two differ' })
  return { alert, row: (field) => table.getByRole('row', { name: new RegExp(`^${field}`) }) }
}

async function makeAda(page: Page) {
  const customer = await makeCustomer(page)
  const contact = await makeContact(page, customer, {
    ...{ firstName: 'Ada', lastName: 'Press', email: 'ada@press.test', role: 'billing' },
  })
  await page.goto(`/customers/${customer.id}?tab=contacts`)
  await page.getByRole('button', { name: 'Edit Ada Press' }).click()
  return { contact, path: `/customers/${customer.id}/contacts/${contact.id}` }
}

test('two people at one contact: both versions side by side, then mine over theirs', async ({ shop }) => {
  const { contact, path } = await makeAda(shop)
  const sheet = shop.getByRole('dialog', { name: /^Edit Ada/ })
  await sheet.getByLabel('Phone').fill('(607) 272-1101')
  await changeThing(shop, path, contact, { lastName: 'Lovelace', preferredChannel: 'phone' })
  await sheet.getByRole('button', { name: 'Save contact' }).click()
  const { alert, row } = conflict(sheet)
  await expect(row('Last name')).toContainText('PressLovelace')
  await expect(row('Phone')).toContainText('(607) 272-1101')
  await expect(row('Prefers')).toContainText('E-mailPhone')
  await expect(alert.getByRole('row')).toHaveCount(4)
  await expect(alert).toBeInViewport()
  await expectAccessible(shop)

  // Looked at, and back to what was typed; nothing is saved by either.
  await alert.getByRole('button', { name: 'Load their version' }).click()
  await expect(sheet.getByLabel('Last name')).toHaveValue('Lovelace')
  await expect(sheet.getByLabel('Phone')).toHaveValue('')
  await alert.getByRole('button', { name: 'Back to what I typed' }).click()
  await expect(sheet.getByLabel('Last name')).toHaveValue('Press')
  await expect(sheet.getByLabel('Phone')).toHaveValue('(607) 272-1101')
  await sheet.getByRole('button', { name: 'Save contact' }).click()
  await expect(sheet).toBeHidden()
  await expect(shop.getByRole('listitem').filter({ hasText: 'Ada Press' })).toContainText('+1 607 272 1101')
})

test('what was typed survives closing the sheet over a conflict', async ({ shop }) => {
  const { contact, path } = await makeAda(shop)
  const sheet = shop.getByRole('dialog', { name: /^Edit Ada/ })
  await sheet.getByLabel('Phone').fill('(607) 272-1101')
  await changeThing(shop, path, contact, { lastName: 'Lovelace' })
  await sheet.getByRole('button', { name: 'Save contact' }).click()
  const { alert } = conflict(sheet)
  await alert.getByRole('button', { name: 'Load their version' }).click()
  await shop.keyboard.press('Escape')
  await shop.getByRole('button', { name: 'Edit Ada Lovelace' }).click()
  await expect(sheet.getByLabel('Phone')).toHaveValue('(607) 272-1101')
  await sheet.getByLabel('Last name').fill('Lovelace')
  await sheet.getByRole('button', { name: 'Save contact' }).click()
  await expect(sheet).toBeHidden()
  await expect(shop.getByRole('listitem').filter({ hasText: 'Ada Lovelace' })).toContainText(
    '+1 607 272 1101',
  )
})

test('two people at one address: theirs is taken and changed', async ({ shop }) => {
  const customer = await makeCustomer(shop)
  const address = await makeAddress(shop, customer.id, {
    ...{ label: 'Dock', type: 'shipping', line1: '1 Main Street', postalCode: '14850', isDefault: false },
  })
  await shop.goto(`/customers/${customer.id}?tab=addresses`)
  await shop.getByRole('button', { name: 'Edit Dock' }).click()
  const sheet = shop.getByRole('dialog', { name: 'Edit Dock' })
  await sheet.getByLabel('Delivery notes').fill('Ring twice')
  const path = `/customers/${customer.id}/addresses/${address.id}`
  await changeThing(shop, path, address, { line1: '2 Mill Street', isDefault: true })
  await sheet.getByRole('button', { name: 'Save address' }).click()
  const { alert, row } = conflict(sheet)
  await expect(row('Street')).toContainText('1 Main Street2 Mill Street')
  await expect(row('Default')).toContainText('NoYes')
  await expectAccessible(shop)
  await alert.getByRole('button', { name: 'Load their version' }).click()
  await sheet.getByLabel('Delivery notes').fill('Ring twice')
  await sheet.getByRole('button', { name: 'Save address' }).click()
  await expect(sheet).toBeHidden()
  const item = shop.getByRole('listitem').filter({ hasText: 'Dock' })
  await expect(item).toContainText('2 Mill Street')
  await expect(item).toContainText('Ring twice')
  await expect(item.getByText('Default', { exact: true })).toBeVisible()
})

test('two people at one group', async ({ own: { page } }) => {
  const group = await makeGroup(page, 'Schools')
  await page.goto('/customers/groups')
  await page.getByRole('button', { name: 'Edit Schools' }).click()
  const sheet = page.getByRole('dialog', { name: 'Edit Schools' })
  await sheet.getByLabel('What it is for').fill('Public schools')
  await changeThing(page, `/customer-groups/${group.id}`, group, { name: 'Colleges' })
  await sheet.getByRole('button', { name: 'Save group' }).click()
  const { alert, row } = conflict(sheet)
  await expect(row('Name')).toContainText('SchoolsColleges')
  await alert.getByRole('button', { name: 'Save mine over theirs' }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByRole('listitem')).toContainText('Public schools')
})

test('two people at one entry of the activity', async ({ shop }) => {
  const customer = await makeCustomer(shop)
  const { id, invoiceNumber } = await makeSent(shop, customer.id)
  const answer = await shop.request.get(`/api/v1/customers/${customer.id}/activity`)
  const { invoices } = (await answer.json()) as { invoices: { version: number }[] }
  await shop.goto(`/customers/${customer.id}?tab=activity`)
  await shop.getByRole('button', { name: `Edit entry ${invoiceNumber}` }).click()
  const sheet = shop.getByRole('dialog', { name: `Edit entry ${invoiceNumber}` })
  await sheet.getByLabel('Number').fill('INV-A')
  await changeThing(
    shop,
    `/customers/${customer.id}/activity/invoices/${id}`,
    invoices[0] ?? { version: 0 },
    {
      total: '99.00',
    },
  )
  await sheet.getByRole('button', { name: 'Save' }).click()
  const { alert, row } = conflict(sheet)
  await expect(row('Total')).toContainText('120.0099.00')
  await alert.getByRole('button', { name: 'Save mine over theirs' }).click()
  await expect(sheet).toBeHidden()
  await expect(shop.getByRole('row').filter({ hasText: 'INV-A' })).toContainText('120.00')
})
