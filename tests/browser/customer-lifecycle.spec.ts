import type { Page } from '@playwright/test'
import { expect, expectAccessible, serverUrl, test } from '../support/browser.ts'
import { makeCustomer, makeDraft, makeSent } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

async function openTab(page: Page, customerId: string, tab: string): Promise<void> {
  await page.goto(`/customers/${customerId}`)
  await page.getByRole('tab', { name: tab }).click()
  await expect(page).toHaveURL(new RegExp(`tab=${tab.toLowerCase()}`))
}

async function addContact(page: Page, firstName: string, role: string, isPrimary: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Add contact' }).click()
  const sheet = page.getByRole('dialog', { name: 'Add contact' })
  await sheet.getByLabel('First name').fill(firstName)
  await sheet.getByLabel('Last name').fill('Press')
  await sheet.getByLabel('E-mail').fill(`${firstName.toLowerCase()}@press.test`)
  await sheet.getByLabel('Role').fill(role)
  await page.keyboard.press('Tab')
  if (isPrimary) await sheet.getByRole('checkbox', { name: /^Primary/ }).check()
  await sheet.getByRole('button', { name: 'Save contact' }).click()
  await expect(sheet).toBeHidden()
}

test('a role is handed over from one contact to another', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  await openTab(shop, id, 'Contacts')
  await expect(shop.getByText('No contacts yet')).toBeVisible()
  await addContact(shop, 'Ada', 'billing', true)
  await expect(shop.getByRole('button', { name: 'Add contact' })).toBeVisible()
  await addContact(shop, 'Grace', 'Billing', false)
  const list = shop.getByRole('list', { name: `Contacts of ${name}` })
  const row = (who: string) => list.getByRole('listitem').filter({ hasText: `${who} Press` })
  await expect(row('Ada')).toContainText('Primary')
  await expectAccessible(shop)

  await list.getByRole('button', { name: 'Make primary: Grace Press' }).click()
  await expect(row('Grace')).toContainText('Primary')
  await expect(row('Ada').getByText('Primary', { exact: true })).toBeHidden()

  await list.getByRole('button', { name: 'Edit Ada Press' }).click()
  const sheet = shop.getByRole('dialog', { name: 'Edit Ada Press' })
  await sheet.getByLabel('Phone').fill('not a phone')
  await sheet.getByRole('button', { name: 'Save contact' }).click()
  await expect(sheet.getByText('must be a phone number that exists')).toBeVisible()
  await shop.keyboard.press('Escape')
  await expect(list.getByRole('button', { name: 'Edit Ada Press' })).toBeFocused()

  await list.getByRole('button', { name: 'Remove Grace Press' }).click()
  const dialog = shop.getByRole('dialog', { name: 'Remove Grace Press' })
  await expect(dialog).toContainText('then has no primary contact')
  await dialog.getByRole('button', { name: 'Remove Grace Press' }).click()
  await expect(row('Grace')).toBeHidden()
})

test('one default address of a type, and a postal code that fits its country', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  await openTab(shop, id, 'Addresses')
  const add = async (label: string, postalCode: string) => {
    await shop.getByRole('button', { name: 'Add address' }).click()
    const sheet = shop.getByRole('dialog', { name: 'Add address' })
    await sheet.getByLabel('Name of the address').fill(label)
    await sheet.getByRole('textbox', { name: 'Street', exact: true }).fill('1 Mill Street')
    await sheet.getByLabel('Postal code').fill(postalCode)
    await sheet.getByRole('checkbox', { name: 'Default billing address' }).check()
    await sheet.getByRole('button', { name: 'Save address' }).click()
    return sheet
  }
  const sheet = await add('Office', 'SW1A 1AA')
  await expect(sheet.getByText('is not a postal code of United States')).toBeVisible()
  await sheet.getByLabel('Country').fill('United Kingdom')
  await shop.getByRole('option', { name: /United Kingdom/ }).click()
  await expectAccessible(shop)
  await sheet.getByRole('button', { name: 'Save address' }).click()
  await expect(sheet).toBeHidden()
  await expect(await add('Warehouse', '12180')).toBeHidden()

  const list = shop.getByRole('list', { name: `Addresses of ${name}` })
  const row = (label: string) => list.getByRole('listitem').filter({ hasText: label })
  await expect(row('Warehouse').getByText('Default', { exact: true })).toBeVisible()
  await list.getByRole('button', { name: 'Make default: Office' }).click()
  await expect(row('Office').getByText('Default', { exact: true })).toBeVisible()
  await expect(row('Warehouse').getByText('Default', { exact: true })).toBeHidden()
  await shop.getByRole('tab', { name: 'Overview' }).click()
  await expect(shop.getByText('1 Mill Street, SW1A 1AA, United Kingdom')).toBeVisible()
})

test('a blocked customer says why, here and in the invoice form, until unblocked', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  await shop.goto(`/customers/${id}`)
  await shop.getByRole('button', { name: 'Block customer' }).click()
  const block = shop.getByRole('dialog', { name: `Block ${name}` })
  await expect(block.getByRole('button', { name: 'Block customer' })).toBeDisabled()
  await block.getByLabel('Reason').fill('Two bounced checks')
  await block.getByRole('button', { name: 'Block customer' }).click()
  const notice = shop.getByRole('status').filter({ hasText: `${name} is blocked` })
  await expect(notice).toContainText('Two bounced checks')
  await expect(shop.getByRole('button', { name: 'New Invoice' })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(shop)

  await shop.goto('/invoices/new')
  await shop.getByRole('combobox', { name: 'Bill to' }).fill(name)
  const option = shop.getByRole('option', { name: new RegExp(name) })
  await expect(option).toContainText('Blocked: Two bounced checks')

  await shop.goto(`/customers/${id}`)
  await notice.getByRole('button', { name: 'Unblock' }).click()
  const unblock = shop.getByRole('dialog', { name: `Unblock ${name}` })
  await unblock.getByLabel('Approval reference').fill('Call with Dana')
  await unblock.getByRole('button', { name: 'Unblock customer' }).click()
  await expect(notice).toBeHidden()
  await expect(shop.getByRole('link', { name: 'New Invoice' })).toBeVisible()
})

test('an exempt customer is invoiced without tax', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  await shop.goto(`/customers/${id}/edit`)
  await shop.getByRole('checkbox', { name: 'Exempt from sales tax' }).check()
  await shop.getByLabel('Certificate number').fill('RC-2291')
  await shop.getByLabel('Tier').selectOption('Contract')
  await shop.getByRole('button', { name: 'Save Customer' }).click()
  await expect(shop.getByText('Enter the deposit agreed with them')).toBeVisible()
  await shop.getByLabel('Agreed deposit').fill('30')
  await shop.getByRole('button', { name: 'Save Customer' }).click()
  await expect(shop.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expect(shop.getByText('Contract, 30% deposit agreed')).toBeVisible()
  await expect(shop.getByText('Exempt: certificate RC-2291')).toBeVisible()
  await shop.getByRole('link', { name: 'New Invoice' }).click()
  await expect(shop.getByLabel('Tax rate', { exact: true }).first()).toHaveValue('0')
})

test('a statement is generated, and generated anew', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  await makeSent(shop, id)
  await openTab(shop, id, 'Statements')
  const generate = async () => {
    await shop.getByRole('button', { name: 'Generate statement' }).click()
    const sheet = shop.getByRole('dialog', { name: 'Generate statement' })
    await sheet.getByRole('button', { name: 'Generate', exact: true }).click()
    await expect(shop.getByRole('article', { name: `Statement of ${name}` })).toBeVisible()
  }
  await generate()
  await expect(shop.getByRole('article')).toContainText('Opening balance')
  await expectAccessible(shop)
  const download = shop.waitForEvent('download')
  await shop.getByRole('link', { name: 'Download CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  const first = shop.url()

  await shop.getByRole('link', { name, exact: true }).click()
  await shop.getByRole('tab', { name: 'Statements' }).click()
  await generate()
  await shop.goto(first)
  await expect(shop.getByText('This statement is archived')).toBeVisible()
  await openTab(shop, id, 'Statements')
  const statements = shop.getByRole('table', { name: `Statements of ${name}` }).getByRole('row')
  await expect(statements).toHaveCount(2)
  await shop.getByLabel('Show archived').check()
  await expect(statements).toHaveCount(3)
})

test('a note is removed, what was received stays', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  await openTab(shop, id, 'Communications')
  const log = async (kind: string, body: string) => {
    await shop.getByRole('button', { name: 'Log a conversation' }).click()
    const sheet = shop.getByRole('dialog', { name: 'Log a conversation' })
    const files = [{ name: 'proof.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(2_500) }]
    await sheet.getByLabel('Files that went along').setInputFiles(files)
    await expect(sheet.getByRole('button', { name: 'Leave out proof.pdf' })).toBeVisible()
    await expectAccessible(shop)
    await sheet.getByText(kind, { exact: true }).click()
    await sheet
      .getByLabel(kind === 'Note' ? 'Note' : 'What was said')
      .last()
      .fill(body)
    await sheet.getByRole('button', { name: 'Log it' }).click()
    await expect(sheet).toBeHidden()
  }
  await log('E-mail', 'Please send the proof again.')
  await log('Note', 'Careful with the green.')
  const list = shop.getByRole('list', { name: `Communications with ${name}` })
  const row = (text: string) => list.getByRole('listitem').filter({ hasText: text })
  await expect(row('Please send the proof')).toContainText('Attached: proof.pdf (2.5 kB)')
  const keep = row('Please send the proof').getByRole('button', { name: /^Remove/ })
  await expect(keep).toHaveAttribute('aria-disabled', 'true')
  await expect(keep).toHaveAttribute('aria-description', /sent or received stays/)
  await row('Careful')
    .getByRole('button', { name: /^Remove/ })
    .click()
  await shop.getByRole('dialog').getByRole('button', { name: 'Remove note' }).click()
  await expect(row('Careful')).toBeHidden()
  await expect(row('Please send the proof')).toBeVisible()
  await expectAccessible(shop)
})

test('groups: created, joined, filtered by, deleted', async ({ own }) => {
  const { page } = own
  const { id, name } = await makeCustomer(page)
  await makeCustomer(page)
  await page.goto('/customers/groups')
  await page.getByRole('button', { name: 'New Group' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Schools')
  await page.getByRole('dialog').getByRole('button', { name: 'Save group' }).click()
  await expect(page.getByRole('list', { name: 'Customer groups' })).toContainText('Schools')
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: 'Add to group' }).click()
  await page.getByRole('menuitem', { name: 'Schools' }).click()
  await expect(page.getByRole('button', { name: `Take ${name} out of Schools` })).toBeVisible()
  await page.goto('/customers')
  await page.getByLabel('Group', { exact: true }).selectOption({ label: 'Schools (1)' })
  await expect(page.getByRole('row')).toHaveCount(2)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Manage groups' }).click()
  await page.getByRole('button', { name: 'Delete Schools' }).click()
  await expect(page.getByRole('dialog')).toContainText('Its one customer stays')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete Schools' }).click()
  await expect(page.getByText('No groups yet')).toBeVisible()
})

test('statements for everybody with a balance: first a look, then the run', async ({ own }) => {
  const { page } = own
  const [one, other] = [await makeCustomer(page), await makeCustomer(page)]
  for (const { id } of [one, other]) {
    const { id: invoiceId } = await makeDraft(page, id)
    const sent = await page.request.post(`/api/v1/invoices/${invoiceId}/send`, {
      data: { issueDate: '2026-01-15' },
      headers: { Origin: serverUrl() },
    })
    expect(sent.ok(), await sent.text()).toBe(true)
  }
  await page.goto('/reports/statements')
  await page.getByLabel('First day').fill('2026-01-01')
  await page.getByLabel('Last day').fill('2026-01-31')
  await page.getByRole('button', { name: 'Show who gets one' }).click()
  await expect(page.getByRole('status').filter({ hasText: '2 statements will be generated' })).toBeVisible()
  await expect(page.getByRole('link', { name: one.name })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Generate 2 statements' }).click()
  await expect(page.getByText('2 statements were generated.')).toBeVisible()
  await page.getByRole('button', { name: 'Show who gets one' }).click()
  await expect(page.getByText('2 statements are there already and stay.')).toBeVisible()
  await page.getByRole('link', { name: one.name }).click()
  await expect(page.getByRole('article', { name: `Statement of ${one.name}` })).toContainText('$120.00')
})

test('what stands against removing a customer is said, all of it, and they stay', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  await makeSent(shop, id)
  await makeDraft(shop, id)
  await shop.goto(`/customers/${id}`)
  await shop.getByRole('button', { name: 'Remove customer' }).click()
  const dialog = shop.getByRole('dialog', { name: `Remove ${name}` })
  await expect(dialog.getByRole('alert')).toContainText(`${name} has 1 open invoice and 1 draft.`)
  await expect(dialog.getByRole('button', { name: 'Remove customer' })).toBeDisabled()
  await expectAccessible(shop)
})

test('a customer nobody owes anything is removed', async ({ shop }) => {
  const { id, name } = await makeCustomer(shop)
  await shop.goto(`/customers/${id}`)
  await shop.getByRole('button', { name: 'Remove customer' }).click()
  const dialog = shop.getByRole('dialog', { name: `Remove ${name}` })
  await expect(dialog).toContainText('is never used again')
  await dialog.getByRole('button', { name: 'Remove customer' }).click()
  await expect(shop.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
})
