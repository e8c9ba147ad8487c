import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/browser.ts'
import { blockCustomer, makeCustomer, readInvoice, setLimit } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const line = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
const trade = (page: Page, name: string) =>
  page.getByRole('region', { name: `Sizes and imprints of ${name}`, exact: true })
const total = (page: Page) => page.getByRole('status', { name: 'Total', exact: true })

async function openNew(page: Page, fields: Parameters<typeof makeCustomer>[1] = {}) {
  const customer = await makeCustomer(page, fields)
  await page.goto(`/invoices/new?customerId=${customer.id}`)
  await expect(page.getByRole('combobox', { name: 'Bill to' })).toHaveValue(customer.name)
  return customer
}

function paste(page: Page, text: string): Promise<void> {
  return page.evaluate((copied) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', copied)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
}

async function saved(page: Page) {
  await expect(page.getByText(/INV-\d+ saved as draft/)).toBeVisible()
  return readInvoice(page, new URL(page.url()).pathname.split('/').at(-1) ?? '')
}

test('a size run is typed from cell to cell, with upcharges and imprints, and the totals follow', async ({
  shop,
}) => {
  await openNew(shop)
  await line(shop, 'Line 1').getByLabel('Description').fill('Field day tees, royal')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('8.50')
  await shop.getByRole('button', { name: 'Sizes and imprints of line 1' }).click()
  const run = trade(shop, 'line 1')
  await run.getByRole('button', { name: 'Adult sizes' }).click()
  await run.getByLabel('S', { exact: true }).focus()
  for (const pieces of ['12', '24', '24', '12', '4']) {
    await shop.keyboard.type(pieces)
    await shop.keyboard.press(pieces === '24' ? 'Tab' : 'Enter')
  }
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toHaveValue('76')
  await expect(total(shop)).toHaveText('$699.30')
  await run.getByLabel('Upcharge 2XL').fill('2')
  await run.getByRole('button', { name: 'Add imprint' }).click()
  const imprint = line(shop, 'Imprint 1')
  await imprint.getByLabel('Location').fill('Front')
  await imprint.getByLabel('Technique').fill('Screen print')
  await imprint.getByLabel('Colors').fill('3')
  await imprint.getByLabel('Price for each piece').fill('0.75')
  await expectAccessible(shop)
  await shop.getByRole('button', { name: 'Sizes and imprints of line 1' }).click()
  await expect(line(shop, 'Line 1')).toContainText('S 12, M 24, L 24, XL 12, 2XL 4')
  await expect(line(shop, 'Line 1')).toContainText('Front: Screen print, 3 colors')
  await shop.getByRole('button', { name: 'Screen setup' }).click()
  await expect(line(shop, 'Charge 1').getByLabel('Quantity')).toHaveValue('3')
  await shop.keyboard.type('25')
  await shop.getByRole('button', { name: 'Rush fee' }).click()
  await line(shop, 'Charge 2').getByLabel('Kind').selectOption('percent')
  await expect(line(shop, 'Charge 2').getByLabel('Percent of the line items')).toBeFocused()
  await shop.keyboard.type('10')
  await expect(line(shop, 'Charge 2').getByRole('status', { name: 'Line total' })).toHaveText('71.10')
  const shown = await total(shop).textContent()
  await shop.keyboard.press('Control+Enter')
  const invoice = await saved(shop)
  expect(`$${invoice.total}`).toBe(shown)
  expect(invoice.lineItems).toMatchObject([
    { quantity: '76', lineTotal: '711.00', imprints: [{ location: 'Front', colors: 3, price: '0.75' }] },
    { kind: 'fee', quantity: '3', lineTotal: '75.00' },
    { kind: 'fee', quantity: '1', unitPrice: '71.10', percentOfItems: '10' },
  ])
  expect(invoice.lineItems[0]?.sizes.at(-1)).toEqual({ size: '2XL', quantity: '4', upcharge: '2.00' })
  await shop.getByRole('link', { name: 'Edit' }).click()
  await line(shop, 'Line 1').getByLabel('Unit price').fill('20')
  await expect(line(shop, 'Charge 2').getByLabel('Percent of the line items')).toHaveValue('10')
  await expect(line(shop, 'Charge 2').getByRole('status', { name: 'Line total' })).not.toHaveText('71.10')
})

test('a quantity that was typed stays while sizes are looked at', async ({ shop }) => {
  await openNew(shop)
  const quantity = line(shop, 'Line 1').getByLabel('Quantity')
  await quantity.fill('24')
  await shop.getByRole('button', { name: 'Sizes and imprints of line 1' }).click()
  const run = trade(shop, 'line 1')
  await run.getByRole('button', { name: 'Adult sizes' }).click()
  await expect(quantity).toHaveValue('24')
  await run.getByLabel('M', { exact: true }).fill('12')
  await expect(quantity).toHaveValue('12')
  await run.getByLabel('M', { exact: true }).fill('')
  await run.getByRole('button', { name: 'No sizes' }).click()
  await expect(quantity).toHaveValue('24')
})

test('the customer reads sizes and prices, the press reads no price', async ({ shop }) => {
  await openNew(shop)
  await line(shop, 'Line 1').getByLabel('Description').focus()
  await paste(shop, 'Style\tS\tM\t2XL\tUnit price\nTees\t4\t16\t4\t8.50')
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toHaveValue('24')
  await shop.getByRole('button', { name: 'Sizes and imprints of line 1' }).click()
  await trade(shop, 'line 1').getByLabel('Upcharge 2XL').fill('2')
  await shop.getByRole('button', { name: 'Add Line Item' }).click()
  await line(shop, 'Line 2').getByLabel('Description').fill('Jackets')
  await line(shop, 'Line 2').getByLabel('Quantity').fill('6')
  await line(shop, 'Line 2').getByLabel('Unit price').fill('60')
  await shop.getByRole('button', { name: 'Sizes and imprints of line 2' }).click()
  const jackets = trade(shop, 'line 2')
  await jackets.getByRole('switch', { name: /customer brings the goods/ }).check({ force: true })
  await expect(line(shop, 'Line 2').getByRole('status', { name: 'Line total' })).toHaveText('–')
  await jackets.getByRole('button', { name: 'Add imprint' }).click()
  await jackets.getByLabel('Location').fill('Back')
  await jackets.getByLabel('Technique').fill('Embroidery')
  await jackets.getByLabel('Price for each piece').fill('14')
  await shop.keyboard.press('Control+Enter')
  await saved(shop)
  const paper = shop.getByRole('article')
  await expect(paper).toContainText('S 4, M 1620 × 8.50 = 170.00')
  await expect(paper).toContainText('2XL 44 × 10.50 = 42.00')
  await expect(paper).toContainText('Goods furnished by the customer')
  await expect(paper).toContainText('6 × 14.00 = 84.00')
  await shop.getByText('Production', { exact: true }).click()
  await expect(paper.getByRole('region', { name: 'Tees' })).toContainText('24 pieces')
  await expect(paper).not.toContainText(/\d\.\d\d/)
  await expectAccessible(shop)
  await shop.getByText('Bundled', { exact: true }).click()
  await expect(paper.getByRole('row').nth(1)).toHaveText('Tees and Jackets296.00')
  await shop.getByRole('link', { name: 'Edit' }).click()
  await expect(line(shop, 'Line 1')).toContainText('S 4, M 16, 2XL 4')
  await expect(line(shop, 'Line 2').getByLabel('Unit price')).toHaveValue('0')
})

test('garbage in a size, an imprint or a percentage is said where it stands', async ({ shop }) => {
  await openNew(shop)
  await line(shop, 'Line 1').getByLabel('Description').fill('Tees')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('8.50')
  await shop.getByRole('button', { name: 'Sizes and imprints of line 1' }).click()
  const run = trade(shop, 'line 1')
  await run.getByRole('button', { name: 'Youth sizes' }).click()
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(run).toContainText('Enter how many of each size, or remove the sizes.')
  await run.getByLabel('YM', { exact: true }).focus()
  await paste(shop, '12 dz\t1,5\t8\t3')
  await expect(run).toContainText('YM: Write the number of pieces: 12 dozen are 144.')
  await expect(run).toContainText('YL: Write decimals with a point: 1.5.')
  await expect(run).toContainText('Name this size.')
  await expect(run.getByLabel('YM', { exact: true })).toHaveValue('12 dz')
  await run.getByRole('button', { name: 'Add imprint' }).click()
  await run.getByLabel('Colors').fill('many')
  await expect(run).toContainText('Say where it goes, such as Front.')
  await expect(run).toContainText('Write the number of colors, from 1 to 30.')
  await shop.getByRole('button', { name: 'Rush fee' }).click()
  await line(shop, 'Charge 1').getByLabel('Kind').selectOption('percent')
  await expect(line(shop, 'Charge 1')).toContainText('Enter the percentage.')
  await expectAccessible(shop)
  // Folded away it opens by itself, so that nothing wrong is hidden.
  await shop.getByRole('button', { name: 'Sizes and imprints of line 1' }).click()
  await expect(run).toContainText('12 dozen are 144')
})

test('lines are dragged by their handle', async ({ shop }) => {
  await openNew(shop)
  await line(shop, 'Line 1').getByLabel('Description').focus()
  await paste(shop, 'Tees\t1\t1\nCaps\t2\t2\nSocks\t3\t3')
  const handle = line(shop, 'Line 3').locator('[aria-hidden=true]').first()
  await handle.hover()
  await shop.mouse.down()
  const top = await line(shop, 'Line 1').boundingBox()
  await shop.mouse.move(top?.x ?? 0, (top?.y ?? 0) + 4, { steps: 8 })
  await shop.mouse.up()
  for (const [index, name] of ['Socks', 'Tees', 'Caps'].entries())
    await expect(line(shop, `Line ${index + 1}`).getByLabel('Description')).toHaveValue(name)
})

test('200 lines are pasted, typed in and saved', async ({ shop }) => {
  await openNew(shop)
  await line(shop, 'Line 1').getByLabel('Description').focus()
  await paste(shop, Array.from({ length: 200 }, (_, index) => `Tees ${index + 1}\t2\t1.25`).join('\n'))
  await expect(line(shop, 'Line 200').getByLabel('Description')).toHaveValue('Tees 200')
  await line(shop, 'Line 150').getByLabel('Quantity').fill('4')
  await expect(total(shop)).toHaveText('$543.96')
  await shop.keyboard.press('Control+Enter')
  expect((await saved(shop)).lineItems).toHaveLength(200)
})

test('emoji, right-to-left names and 10 KB of notes come back as they were typed', async ({ shop }) => {
  const { name } = await openNew(shop, { name: `חולצות 🖨️ ${Date.now()}` })
  await line(shop, 'Line 1').getByLabel('Description').fill('חולצה 👕 royal')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('2')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('5')
  await shop.getByRole('button', { name: 'Notes' }).click()
  const notes = 'Thank you 🙏 تفضل\n'.repeat(580)
  await shop.getByLabel('Customer notes').fill(notes)
  await shop.keyboard.press('Control+Enter')
  const invoice = await saved(shop)
  expect(invoice).toMatchObject({ customerName: name, customerNotes: notes })
  await expect(shop.getByRole('article')).toContainText('חולצה 👕 royal')
})

test('a customer who is blocked while the form is open is said at the field, and nothing typed is lost', async ({
  shop,
}) => {
  const customer = await openNew(shop)
  await line(shop, 'Line 1').getByLabel('Description').fill('Tees')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('2')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('5')
  await blockCustomer(shop, customer, 'Two cheques bounced')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByRole('combobox', { name: 'Bill to' })).toHaveAttribute('aria-invalid', 'true')
  await expect(shop.getByText(`${customer.name} is blocked: no new quotes or invoices`).first()).toBeVisible()
  await expect(shop.getByRole('group', { name: `About ${customer.name}` })).toContainText(
    'Two cheques bounced',
  )
  await expect(line(shop, 'Line 1').getByLabel('Description')).toHaveValue('Tees')
  await expectAccessible(shop)
})

test('a blocked customer is shown with the reason, and not offered', async ({ shop }) => {
  const customer = await makeCustomer(shop)
  await blockCustomer(shop, customer, 'Two cheques bounced')
  await shop.goto('/invoices/new')
  await shop.getByRole('combobox', { name: 'Bill to' }).fill(customer.name)
  const option = shop.getByRole('option', { name: customer.name })
  await expect(option).toContainText('Blocked: Two cheques bounced')
  await option.click({ force: true })
  await shop.getByRole('heading', { name: 'New Invoice' }).click()
  await expect(shop.getByRole('combobox', { name: 'Bill to' })).toHaveValue('')
})

test('the credit position follows what is typed', async ({ shop }) => {
  const customer = await makeCustomer(shop)
  await setLimit(shop, customer, '100.00')
  await shop.goto(`/invoices/new?customerId=${customer.id}`)
  const credit = shop.getByRole('region', { name: 'Credit' })
  await line(shop, 'Line 1').getByLabel('Description').fill('Tees')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('8')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('10')
  await expect(credit).toContainText('Left$13.40')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('10')
  await expect(credit).toContainText('$8.25 over the limit')
  await expectAccessible(shop)
})
