import { expect, expectAccessible, test } from '../support/browser.ts'
import { makeCustomer, makeDraft, makeSent, pay, readInvoice } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test.describe('the list', () => {
  test('views, search and order stand in the address', async ({ shop }) => {
    const customer = await makeCustomer(shop)
    const draft = await makeDraft(shop, customer.id)
    const sent = await makeSent(shop, customer.id)
    await shop.goto('/invoices')
    const table = shop.getByRole('table', { name: 'Invoices' })
    await shop.getByRole('searchbox', { name: 'Search invoices' }).fill(customer.name)
    await expect(table.getByRole('row')).toHaveCount(3)
    await expect(shop).toHaveURL(/q=Test/)
    await shop.getByRole('tab', { name: 'Draft' }).click()
    await expect(shop).toHaveURL(/view=draft/)
    await expect(table.getByRole('link', { name: draft.invoiceNumber })).toBeVisible()
    await expect(table.getByRole('link', { name: sent.invoiceNumber })).toBeHidden()
    await shop.getByRole('tab', { name: 'All' }).click()
    await table.getByRole('button', { name: 'Invoice #' }).click()
    await expect(shop).toHaveURL(/sort=invoiceNumber/)
    await expect(table.getByRole('row').nth(1)).toContainText(draft.invoiceNumber)
    await table.getByRole('button', { name: 'Invoice #' }).click()
    await expect(table.getByRole('row').nth(1)).toContainText(sent.invoiceNumber)
    await shop.reload()
    await expect(shop.getByRole('searchbox')).toHaveValue(customer.name)
    await expect(table.getByRole('row').nth(1)).toContainText(sent.invoiceNumber)
    await expectAccessible(shop)
  })

  test('a search without a hit says so and leads back', async ({ shop }) => {
    await shop.goto('/invoices?q=xyzzy-nobody')
    await expect(shop.getByText('No invoice matches “xyzzy-nobody”')).toBeVisible()
    await shop.getByRole('button', { name: 'Show all invoices' }).click()
    await expect(shop.getByRole('link', { name: /^INV-\d+$/ }).first()).toBeVisible()
    await expect(shop.getByRole('searchbox')).toHaveValue('')
  })

  test('rows open by keyboard, and the customer by their own link', async ({ shop }) => {
    const { name } = await makeCustomer(shop).then(async (customer) => {
      await makeDraft(shop, customer.id)
      await makeSent(shop, customer.id)
      return customer
    })
    await shop.goto(`/invoices?q=${encodeURIComponent(name)}`)
    await expect(shop.getByRole('row')).toHaveCount(3)
    await shop.keyboard.press('j')
    await shop.keyboard.press('ArrowDown')
    await shop.keyboard.press('Enter')
    await expect(shop.getByRole('article', { name: /^Invoice INV-/ })).toBeVisible()
    await shop.goBack()
    await shop.getByRole('cell').getByRole('link', { name, exact: true }).first().click()
    await expect(shop.getByRole('heading', { name, level: 1 })).toBeVisible()
  })
})

test.describe('an invoice', () => {
  test('from draft to paid, with the money told at each step', async ({ shop }) => {
    const draft = await makeDraft(shop)
    await shop.goto(`/invoices/${draft.id}`)
    await expectAccessible(shop)
    await shop.getByRole('button', { name: 'Send', exact: true }).click()
    const review = shop.getByRole('dialog', { name: 'Review & Send' })
    await expect(review.getByRole('article')).toContainText('$120.00')
    await expectAccessible(shop)
    await review.getByRole('button', { name: 'Send Invoice' }).click()
    await expect(shop.getByText(`${draft.invoiceNumber} sent`)).toBeVisible()
    await expect(review).toBeHidden()

    const record = shop.getByRole('main').getByRole('button', { name: 'Record Payment' }).first()
    const sheet = shop.getByRole('dialog', { name: /^Record payment/ })
    await record.click()
    await expect(sheet.getByLabel('Amount')).toHaveValue('120.00')
    await expectAccessible(shop)
    await sheet.getByLabel('Amount').fill('50')
    await sheet.getByLabel('Reference').fill('1042')
    await sheet.getByRole('button', { name: 'Record Payment' }).click()
    await expect(shop.getByText(`$70.00 is left on ${draft.invoiceNumber}`)).toBeVisible()
    await expect(record).toBeFocused()
    await expect(shop.getByRole('table', { name: 'Payments' })).toContainText('1042')

    await record.click()
    await sheet.getByLabel('Amount').fill('100')
    await sheet.getByRole('button', { name: 'Record Payment' }).click()
    await expect(sheet.getByText(/The balance of INV-\d+ is \$70\.00/)).toBeVisible()
    await sheet.getByRole('button', { name: 'Keep $30.00 as credit' }).click()
    await expect(shop.getByText(`${draft.invoiceNumber} is paid.`)).toBeVisible()
    await expect(shop.getByRole('main').getByText('Settled')).toBeVisible()
    await expect(record).toHaveAttribute('aria-disabled', 'true')
    await expect(record).toBeFocused()
    await record.hover()
    await expect(shop.getByRole('tooltip')).toContainText('Nothing is left to pay')
    await expect(shop.getByRole('button', { name: 'Void' })).toHaveAttribute('aria-disabled', 'true')
    expect(await readInvoice(shop, draft.id)).toMatchObject({ status: 'paid', amountPaid: '120.00' })
  })

  test('a double click records one payment', async ({ shop }) => {
    const { id } = await makeSent(shop)
    await shop.goto(`/invoices/${id}`)
    await shop.getByRole('main').getByRole('button', { name: 'Record Payment' }).first().click()
    const sheet = shop.getByRole('dialog')
    await sheet.getByLabel('Amount').fill('10')
    await sheet.getByRole('button', { name: 'Record Payment' }).dblclick()
    await expect(sheet).toBeHidden()
    await expect(shop.getByRole('table', { name: 'Payments' }).getByRole('row')).toHaveCount(2)
    expect((await readInvoice(shop, id)).amountPaid).toBe('10.00')
  })

  test('an amount that cannot be read is refused before it is sent', async ({ shop }) => {
    const { id } = await makeSent(shop)
    await shop.goto(`/invoices/${id}`)
    await shop.getByRole('main').getByRole('button', { name: 'Record Payment' }).first().click()
    const sheet = shop.getByRole('dialog')
    await sheet.getByLabel('Amount').fill('1,5')
    await sheet.getByRole('button', { name: 'Record Payment' }).click()
    await expect(sheet.getByText('Write decimals with a point: 1.5.')).toBeVisible()
    await shop.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await shop.getByRole('main').getByRole('button', { name: 'Record Payment' }).first().click()
    await expect(sheet.getByLabel('Amount')).toHaveValue('1,5')
  })

  test('void asks once, names the money, and gives it back', async ({ shop }) => {
    const customer = await makeCustomer(shop)
    const { id, invoiceNumber } = await makeSent(shop, customer.id)
    await pay(shop, id, '20.00')
    await shop.goto(`/invoices/${id}`)
    await shop.getByRole('button', { name: 'Void' }).click()
    const dialog = shop.getByRole('dialog', { name: `Void ${invoiceNumber}` })
    await expect(dialog).toContainText(`$20.00 returns to ${customer.name}’s unapplied credit`)
    await expect(dialog.getByRole('button', { name: 'Void Invoice' })).toBeDisabled()
    await dialog.getByLabel('Reason').fill('Ordered twice')
    await expectAccessible(shop)
    await dialog.getByRole('button', { name: 'Void Invoice' }).click()
    await expect(shop.getByText(`${invoiceNumber} is void`)).toBeVisible()
    await expect(shop.getByText('Ordered twice')).toBeVisible()
    await shop.goto(`/customers/${customer.id}`)
    await expect(shop.getByLabel('Balance', { exact: true })).toContainText('−$20.00')
    await expectAccessible(shop)
  })

  test('notes change in place after sending, and the audit log tells who did what', async ({ shop }) => {
    const { id } = await makeSent(shop)
    await shop.goto(`/invoices/${id}`)
    await shop.getByRole('button', { name: 'Add notes' }).click()
    await shop.getByRole('textbox', { name: 'Internal notes' }).fill('Ask for Ada.')
    await shop.getByRole('button', { name: 'Save notes' }).click()
    await expect(shop.getByText('Notes saved')).toBeVisible()
    await shop.reload()
    await expect(shop.getByText('Ask for Ada.')).toBeVisible()
    await shop.getByRole('button', { name: 'Audit log' }).click()
    await expect(shop.getByText('Issue an invoice')).toBeVisible()
    await expectAccessible(shop)
  })

  test('on paper there is only the paper', async ({ shop }) => {
    const { id, invoiceNumber } = await makeSent(shop)
    await shop.goto(`/invoices/${id}`)
    await expect(shop.getByRole('article')).toBeVisible()
    await shop.emulateMedia({ media: 'print' })
    await expect(shop.getByRole('article', { name: `Invoice ${invoiceNumber}` })).toBeVisible()
    await expect(shop.getByRole('heading', { level: 1 })).toBeHidden()
    await expect(shop.getByRole('button', { name: 'Record Payment' })).toHaveCount(0)
    await expect(shop.getByRole('navigation')).toHaveCount(0)
  })
})

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, ${scheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme: scheme })

    test('list, invoice and form fit, and axe finds nothing serious', async ({ shop }) => {
      const { id, customerName } = await makeSent(shop)
      const draft = await makeDraft(shop)
      const paths = [
        `/invoices?q=${encodeURIComponent(customerName)}`,
        `/invoices/${id}`,
        '/invoices/new',
        `/invoices/${draft.id}/edit`,
        '/customers',
        '/customers/new',
      ]
      for (const path of paths) {
        await shop.goto(path)
        await expect(shop.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(shop.locator('[aria-busy=true], [role=status][aria-label=Loading]')).toHaveCount(0)
        await expectAccessible(shop)
        const width = await shop.evaluate(() => document.documentElement.scrollWidth)
        expect(width, `the width of ${path}`).toBeLessThanOrEqual(390)
      }
      await shop.goto(`/invoices?q=${encodeURIComponent(customerName)}`)
      await shop.getByRole('link', { name: new RegExp(customerName) }).click()
      await expect(shop.getByRole('article')).toBeVisible()
    })
  })
}
