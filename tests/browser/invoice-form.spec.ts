import type { Page } from '@playwright/test'
import { addDays } from '../../invoicing/calendar/calendar.ts'
import { demo, expect, expectAccessible, serverUrl, test } from '../support/browser.ts'
import { changeDraft, makeCustomer, makeDraft, makeSent, readInvoice } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const line = (page: Page, name: string) => page.getByRole('group', { name, exact: true })

async function openNew(page: Page): Promise<string> {
  const { name } = await makeCustomer(page)
  await page.goto('/invoices/new')
  await page.getByRole('combobox', { name: 'Bill to' }).fill(name)
  await page.getByRole('option', { name }).click()
  await expect(page.getByRole('group', { name: `About ${name}` })).toContainText('Net 15')
  return name
}

test('typed by keyboard, the totals on the screen are the ones that are saved', async ({ shop }) => {
  const name = await openNew(shop)
  await line(shop, 'Line 1').getByLabel('Description').focus()
  for (const text of ['Tees, two colours', '24', '8.50', 'Hoodies', '6', '32.75']) {
    await shop.keyboard.type(text)
    await shop.keyboard.press('Enter')
  }
  await expect(line(shop, 'Line 3').getByLabel('Description')).toBeFocused()
  await shop.getByRole('button', { name: 'Rush fee' }).click()
  await line(shop, 'Charge 1').getByLabel('Unit price').fill('45')
  await shop.getByRole('button', { name: 'Add discount' }).click()
  await line(shop, 'Discount').getByLabel('Value').fill('7.5')
  await shop.getByLabel('Shipping', { exact: true }).fill('18')
  await shop.getByLabel('Tax shipping').check()
  await shop.getByRole('button', { name: 'Options for line 2' }).click()
  await shop.getByLabel('Tax rate of this line, %').fill('4')
  await expectAccessible(shop)
  await shop.keyboard.press('Escape')
  await expect(shop.getByText('Tax 4%', { exact: true })).toBeVisible()
  const total = (await shop.getByRole('status', { name: 'Total', exact: true }).textContent()) ?? ''
  await expectAccessible(shop)
  await shop.keyboard.press('Control+Enter')
  await expect(shop.getByText(/INV-\d+ saved as draft/)).toBeVisible()
  await expect(shop.getByRole('article')).toContainText(total)
  const saved = await readInvoice(shop, new URL(shop.url()).pathname.split('/').at(-1) ?? '')
  expect(`$${saved.total}`).toBe(total)
  expect(saved).toMatchObject({ customerName: name, paymentTerms: 'net_15', discountTotal: '33.41' })
  expect(saved.lineItems.map(({ kind, taxRate }) => [kind, taxRate])).toEqual([
    ['item', null],
    ['item', '4'],
    ['fee', null],
  ])
})

test('reviewed and sent, the customer owes it', async ({ shop }) => {
  const name = await openNew(shop)
  await line(shop, 'Line 1').getByLabel('Description').fill('Totes')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('10')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('5')
  await shop.getByRole('button', { name: 'Review & Send' }).click()
  const review = shop.getByRole('dialog', { name: 'Review & Send' })
  await expect(review.getByRole('article')).toContainText(name)
  await review.getByRole('button', { name: 'Back to Edit' }).click()
  await expect(review).toBeHidden()
  await shop.getByRole('button', { name: 'Review & Send' }).click()
  await review.getByRole('button', { name: 'Send Invoice' }).dblclick()
  await expect(shop.getByText(/INV-\d+ sent/)).toBeVisible()
  await shop.goto(`/invoices?q=${encodeURIComponent(name)}`)
  await expect(shop.getByRole('row')).toHaveCount(2)
  await expect(shop.getByRole('row').nth(1)).toContainText('Sent')
})

test('what is missing or cannot be read is said at its field', async ({ shop }) => {
  await shop.goto('/invoices/new')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByText('Choose a customer.')).toBeVisible()
  await expect(line(shop, 'Line 1')).toContainText('Add at least one line.')
  await expect(shop.getByRole('combobox', { name: 'Bill to' })).toBeFocused()
  await line(shop, 'Line 1').getByLabel('Quantity').fill('12 dz')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('1,5')
  await expect(line(shop, 'Line 1')).toContainText('12 dozen are 144')
  await expect(line(shop, 'Line 1')).toContainText('Write decimals with a point: 1.5.')
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toHaveAttribute('aria-invalid', 'true')
  await shop.getByLabel('Tax rate', { exact: true }).fill('101')
  await expect(shop.getByText('Must be at most 100 percent.')).toBeVisible()
  await expectAccessible(shop)
})

test('rows from a spreadsheet become lines, and lines move', async ({ shop }) => {
  await shop.goto('/invoices/new')
  await line(shop, 'Line 1').getByLabel('Description').focus()
  await shop.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'Item\tQty\tPrice\nTees\t24\t8.50\nCaps\t12\t11')
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })
  await expect(line(shop, 'Line 1').getByLabel('Description')).toHaveValue('Tees')
  await expect(line(shop, 'Line 2').getByLabel('Quantity')).toHaveValue('12')
  await line(shop, 'Line 2').getByLabel('Quantity').focus()
  await shop.keyboard.press('Alt+ArrowUp')
  await expect(line(shop, 'Line 1').getByLabel('Description')).toHaveValue('Caps')
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toBeFocused()
  await shop.getByRole('button', { name: 'Remove line 1' }).click()
  await expect(line(shop, 'Line 1').getByLabel('Description')).toHaveValue('Tees')
  await expect(line(shop, 'Line 1').getByLabel('Description')).toBeFocused()
})

test('unsaved work survives a reload, and is not left without asking', async ({ shop }) => {
  const { id } = await makeDraft(shop)
  await shop.goto(`/invoices/${id}/edit`)
  await line(shop, 'Line 1').getByLabel('Quantity').fill('11')
  await shop.getByRole('link', { name: 'Cancel' }).click()
  const ask = shop.getByRole('dialog', { name: 'Leave without saving?' })
  await ask.getByRole('button', { name: 'Keep editing' }).click()
  await shop.reload()
  await expect(shop.getByText('What you typed earlier was restored.')).toBeVisible()
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toHaveValue('11')
  await shop.getByRole('link', { name: 'Cancel' }).click()
  await ask.getByRole('button', { name: 'Discard and leave' }).click()
  await expect(shop.getByRole('article')).toContainText('$120.00')
  await shop.getByRole('link', { name: 'Edit' }).click()
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toHaveValue('10')
})

test('two people at one draft: nothing is lost, and somebody decides', async ({ shop }) => {
  const draft = await makeDraft(shop)
  await shop.goto(`/invoices/${draft.id}/edit`)
  await line(shop, 'Line 1').getByLabel('Quantity').fill('20')
  await changeDraft(shop, draft, { shipping: '15.00' })
  await shop.getByRole('button', { name: 'Update Invoice' }).click()
  const alert = shop.getByRole('alert').filter({ hasText: 'Somebody else changed' })
  const differences = alert.getByRole('table', { name: 'Where the two differ' }).getByRole('row')
  await expect(differences.nth(1)).toHaveText(/Line 1.*, 20 x 12.*, 10 x 12/)
  await expect(differences.nth(2)).toHaveText('Shipping–15.00')
  await expectAccessible(shop)
  await alert.getByRole('button', { name: 'Load their version' }).click()
  await expect(alert.getByRole('button', { name: 'Back to what I typed' })).toBeFocused()
  await expect(shop.getByLabel('Shipping', { exact: true })).toHaveValue('15.00')
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toHaveValue('10')
  await alert.getByRole('button', { name: 'Back to what I typed' }).click()
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toHaveValue('20')
  await alert.getByRole('button', { name: 'Save mine over theirs' }).click()
  await expect(shop.getByText(`${draft.invoiceNumber} updated`)).toBeVisible()
  expect(await readInvoice(shop, draft.id)).toMatchObject({ total: '240.00', shipping: '0.00' })
})

test('a draft that was sent meanwhile takes nothing more: what was typed becomes a draft of its own', async ({
  shop,
}) => {
  const draft = await makeDraft(shop)
  await shop.goto(`/invoices/${draft.id}/edit`)
  await line(shop, 'Line 1').getByLabel('Quantity').fill('22')
  const sent = await shop.request.post(`/api/v1/invoices/${draft.id}/send`, {
    data: {},
    headers: { Origin: serverUrl() },
  })
  expect(sent.ok()).toBe(true)
  await shop.keyboard.press('Control+Enter')
  const alert = shop
    .getByRole('alert')
    .filter({ hasText: `${draft.invoiceNumber} was sent while you were editing` })
  await expect(alert).toBeInViewport()
  await expectAccessible(shop)
  await alert.getByRole('button', { name: 'Save as a new draft' }).click()
  await expect(shop.getByText(/INV-\d+ saved as draft/)).toBeVisible()
  await expect(shop.getByRole('article')).toContainText('$264.00')
  expect(await readInvoice(shop, draft.id)).toMatchObject({ status: 'sent', total: '120.00' })
})

test('a draft that changes while its review lies open is not sent: the form shows both', async ({ shop }) => {
  const draft = await makeDraft(shop)
  await shop.goto(`/invoices/${draft.id}/edit`)
  await shop.getByRole('button', { name: 'Review & Send' }).click()
  const sheet = shop.getByRole('dialog', { name: 'Review & Send' })
  await expect(sheet.getByRole('article')).toContainText('$120.00')
  await changeDraft(shop, draft, { shipping: '15.00' })
  await sheet.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(sheet).toBeHidden()
  const alert = shop.getByRole('alert').filter({ hasText: 'Somebody else changed' })
  await expect(alert.getByRole('row').nth(1)).toHaveText('Shipping–15.00')
  await expect(alert).toBeInViewport()
  expect(await readInvoice(shop, draft.id)).toMatchObject({ status: 'draft', total: '135.00' })

  await alert.getByRole('button', { name: 'Load their version' }).click()
  await shop.getByRole('button', { name: 'Review & Send' }).click()
  await expect(sheet.getByRole('article')).toContainText('$135.00')
  await sheet.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(shop.getByText(`${draft.invoiceNumber} sent`)).toBeVisible()
  expect(await readInvoice(shop, draft.id)).toMatchObject({ status: 'sent', total: '135.00' })
})

test('a session that ends in mid-form costs nothing', async ({ shop }) => {
  await openNew(shop)
  await line(shop, 'Line 1').getByLabel('Description').fill('Totes')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('10')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('5')
  await shop.context().clearCookies()
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  const dialog = shop.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.getByRole('textbox', { name: 'Password' }).fill(demo.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(shop.getByText(/INV-\d+ saved as draft/)).toBeVisible()
  await expect(shop.getByRole('article')).toContainText('Totes')
})

test('a duplicate begins with the same work; a sent invoice is not edited', async ({ shop }) => {
  const { id, customerName } = await makeSent(shop)
  await shop.goto(`/invoices/${id}`)
  await expect(shop.getByRole('button', { name: 'Edit', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await shop.getByRole('link', { name: 'Duplicate' }).click()
  await expect(shop.getByRole('combobox', { name: 'Bill to' })).toHaveValue(customerName)
  await expect(line(shop, 'Line 1').getByLabel('Description')).toHaveValue('Aprons, one colour')
  await shop.goto(`/invoices/${id}/edit`)
  await expect(shop.getByText('Only a draft can be edited.')).toBeVisible()
})

test('terms move the due date, a day set by hand stays until the terms change', async ({ shop }) => {
  await openNew(shop)
  const due = shop.getByLabel('Due date', { exact: true })
  const terms = shop.getByLabel('Payment terms', { exact: true })
  await expect(terms).toHaveValue('net_15')
  const inFifteen = await due.inputValue()
  await terms.selectOption('Net 60')
  await expect(due).toHaveValue(addDays(inFifteen, 45))
  await due.fill('2030-01-31')
  await expect(shop.getByText('Set by hand.')).toBeVisible()
  await terms.selectOption('Net 30')
  await expect(due).toHaveValue(addDays(inFifteen, 15))
  await due.fill('2030-01-31')
  await line(shop, 'Line 1').getByLabel('Description').fill('Totes')
  await line(shop, 'Line 1').getByLabel('Quantity').fill('10')
  await line(shop, 'Line 1').getByLabel('Unit price').fill('5')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(shop.getByText(/INV-\d+ saved as draft/)).toBeVisible()
  const saved = await readInvoice(shop, new URL(shop.url()).pathname.split('/').at(-1) ?? '')
  expect(saved).toMatchObject({ paymentTerms: 'net_30', dueDate: '2030-01-31' })
})

test('pasted garbage stays as it came, is said at its cells, and nothing is sent', async ({ shop }) => {
  await openNew(shop)
  const sent: string[] = []
  shop.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url())
  })
  await line(shop, 'Line 1').getByLabel('Description').focus()
  await shop.evaluate(() => {
    const clipboardData = new DataTransfer()
    const rows = [
      'Tees\t12 dz\t1,5',
      '<img src=x onerror=alert(1)>\t-3\t$1,000.005',
      '"half a quote\t1e9\tNaN',
    ]
    clipboardData.setData('text/plain', rows.join('\n'))
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })
  await expect(line(shop, 'Line 2').getByLabel('Description')).toHaveValue('<img src=x onerror=alert(1)>')
  await shop.getByRole('button', { name: 'Save as Draft' }).click()
  await expect(line(shop, 'Line 1')).toContainText('12 dozen are 144')
  await expect(line(shop, 'Line 1')).toContainText('Write decimals with a point: 1.5.')
  for (const name of ['Line 2', 'Line 3']) {
    for (const cell of ['Quantity', 'Unit price'])
      await expect(line(shop, name).getByLabel(cell)).toHaveAttribute('aria-invalid', 'true')
  }
  await expect(line(shop, 'Line 3').getByLabel('Quantity')).toHaveValue('1e9')
  await expect(line(shop, 'Line 1').getByLabel('Quantity')).toBeFocused()
  await expectAccessible(shop)
  expect(sent.filter((url) => url.includes('/api/v1/invoices'))).toEqual([])
})

test('what is sold is read at every width', async ({ shop }) => {
  await shop.goto('/invoices/new')
  const description = shop.getByLabel('Description').first()
  for (const width of [1440, 1280, 1100, 1024, 900, 820, 768, 390, 320]) {
    await shop.setViewportSize({ width, height: 800 })
    await expect
      .poll(async () => (await description.boundingBox())?.width ?? 0, `${width} pixels`)
      .toBeGreaterThan(140)
  }
})
