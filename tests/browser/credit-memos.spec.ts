import type { Page } from '@playwright/test'
import type { Invoice } from '../../contract/invoices.ts'
import { expect, expectAccessible, test } from '../support/browser.ts'
import { makeCustomer, makeDraft, makeSent, pay, readInvoice } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

async function openModal(page: Page, invoice: Invoice) {
  await page.goto(`/invoices/${invoice.id}`)
  await page.getByRole('button', { name: 'Issue Credit Memo' }).click()
  const modal = page.getByRole('dialog', { name: `Credit memo on ${invoice.invoiceNumber}` })
  await expect(modal).toBeVisible()
  return modal
}

test('a part of a sent invoice is credited: the total follows, the balance falls', async ({ shop }) => {
  const sent = await makeSent(shop)
  const modal = await openModal(shop, sent)
  await modal.getByRole('button', { name: 'Create Credit Memo' }).click()
  await expect(modal.getByText('Choose the reason.')).toBeVisible()
  await expect(modal.getByLabel('Reason')).toBeFocused()
  await modal.getByLabel('Reason').selectOption('Misprints')
  await modal.getByRole('button', { name: 'Create Credit Memo' }).click()
  await expect(modal.getByText(/Nothing would be credited/)).toBeVisible()

  const line = modal.getByRole('checkbox', { name: 'Aprons, one colour' })
  await line.check()
  await expect(modal.getByText(`${sent.invoiceNumber} is settled`)).toBeVisible()
  const amount = modal.getByRole('textbox', { name: 'Credit of Aprons, one colour' })
  await amount.fill('120.01')
  await modal.getByRole('button', { name: 'Create Credit Memo' }).click()
  await expect(modal.getByText(/\$120\.00 of “Aprons, one colour” can still be credited/)).toBeVisible()
  await amount.fill('24')
  await expect(modal.getByText('goes from $120.00 to $96.00')).toBeVisible()
  await modal.getByLabel('Internal notes').fill('Two aprons upside down')
  await expectAccessible(shop)
  await modal.getByRole('button', { name: 'Create Credit Memo' }).click()
  await expect(modal).toBeHidden()
  await expect(shop.getByText(/^CM-\d+ credits \$24\.00$/)).toBeVisible()

  const credits = shop.getByRole('list', { name: 'Credits' })
  await expect(credits.getByRole('listitem')).toContainText('Misprints')
  expect(await readInvoice(shop, sent.id)).toMatchObject({ balanceDue: '96.00', creditableTotal: '96.00' })
  const closed = shop.getByRole('button', { name: 'Void', exact: true }).first()
  await expect(closed).toHaveAttribute('aria-description', 'A credit memo stands on it. Void the memo first.')
  await expectAccessible(shop)

  await credits.getByRole('link', { name: /^CM-/ }).click()
  const paper = shop.getByRole('article', { name: /^Credit memo CM-/ })
  await expect(paper).toContainText('Aprons, one colour')
  await expect(paper).toContainText('$24.00 was taken off the balance')
  await expect(shop.getByText('Two aprons upside down')).toBeVisible()
  await expectAccessible(shop)
})

test('of a paid invoice the credit is refunded at once, and the memo is then not voided', async ({
  shop,
}) => {
  const sent = await makeSent(shop)
  await pay(shop, sent.id, '120.00')
  const modal = await openModal(shop, sent)
  await modal.getByLabel('Reason').selectOption('Returns')
  await modal.getByRole('checkbox', { name: 'Everything that is left' }).check()
  await expect(modal.getByText('What becomes of $120.00')).toBeVisible()
  await modal.getByText('Refund now').click()
  await modal.getByLabel('Method').selectOption('Cash')
  await modal.getByRole('button', { name: 'Create Credit Memo' }).click()
  await expect(modal).toBeHidden()
  const voiding = shop.getByRole('list', { name: 'Credits' }).getByRole('button', { name: 'Void' })
  await expect(voiding).toHaveAttribute('aria-description', /was refunded/)
  await expect(shop.getByRole('button', { name: 'Issue Credit Memo' })).toHaveAttribute(
    'aria-description',
    'Nothing is left to credit.',
  )
  await shop.goto(`/customers/${sent.customerId}`)
  await expect(shop.getByText('Unapplied credit').first()).toBeVisible()
  expect(await readInvoice(shop, sent.id)).toMatchObject({ status: 'paid', creditableTotal: '0.00' })
})

test('credit that is kept goes to another invoice, comes back, and goes with the voided memo', async ({
  shop,
}) => {
  const { id: customerId } = await makeCustomer(shop)
  const sent = await makeSent(shop, customerId)
  await pay(shop, sent.id, '120.00')
  const other = await makeSent(shop, customerId)
  const modal = await openModal(shop, sent)
  await modal.getByLabel('Reason').selectOption('Defects')
  await modal.getByRole('textbox', { name: 'Credit of Aprons, one colour' }).fill('50')
  await modal.getByRole('button', { name: 'Create Credit Memo' }).click()
  await expect(modal).toBeHidden()
  await shop.getByRole('list', { name: 'Credits' }).getByRole('link').click()

  await shop.getByRole('button', { name: 'Apply to Invoices' }).click()
  await shop.getByRole('button', { name: 'Apply Credit' }).click()
  await expect(shop.getByRole('link', { name: other.invoiceNumber })).toBeVisible()
  expect(await readInvoice(shop, other.id)).toMatchObject({ balanceDue: '70.00', creditedTotal: '50.00' })
  await expect(shop.getByRole('button', { name: 'Void' })).toHaveAttribute(
    'aria-description',
    'Its credit was put to other invoices. Take that back first.',
  )
  await shop.getByRole('button', { name: 'Take back' }).click()
  await shop.getByRole('dialog').getByRole('button', { name: 'Take Back' }).click()
  await expect(shop.getByRole('link', { name: other.invoiceNumber })).toBeHidden()

  await shop.getByRole('button', { name: 'Void' }).click()
  const dialog = shop.getByRole('dialog', { name: /^Void CM-/ })
  await expect(dialog).toContainText('$50.00 of')
  await dialog.getByLabel('Reason').fill('They kept the aprons')
  await expectAccessible(shop)
  await dialog.getByRole('button', { name: 'Void Credit Memo' }).click()
  await expect(shop.getByText('This credit memo is void')).toBeVisible()
  expect(await readInvoice(shop, sent.id)).toMatchObject({ creditableTotal: '120.00', creditMemoIds: [] })
})

test('what nobody will pay is written off and shown as credited', async ({ shop }) => {
  const sent = await makeSent(shop)
  await shop.goto(`/invoices/${sent.id}`)
  await shop.getByRole('button', { name: 'Write Off' }).click()
  const dialog = shop.getByRole('dialog', { name: `Write off $120.00 of ${sent.invoiceNumber}` })
  await expect(dialog.getByRole('button', { name: 'Write Off $120.00' })).toBeDisabled()
  await dialog.getByLabel('Reason').fill('Closed down in spring')
  await expectAccessible(shop)
  await dialog.getByRole('button', { name: 'Write Off $120.00' }).click()
  await expect(dialog).toBeHidden()
  await expect(shop.getByRole('main').getByText('Credited', { exact: true }).first()).toBeVisible()
  await expect(shop.getByRole('list', { name: 'Credits' })).toContainText('“Closed down in spring”')
  await expect(shop.getByRole('button', { name: 'Write Off' })).toHaveAttribute(
    'aria-description',
    'Nothing is left to write off.',
  )
  await expectAccessible(shop)
})

test('a draft says why it is not credited; on a phone in the dark the form works too', async ({ shop }) => {
  const draft = await makeDraft(shop)
  await shop.goto(`/invoices/${draft.id}`)
  await expect(shop.getByRole('button', { name: 'Issue Credit Memo' })).toHaveAttribute(
    'aria-description',
    'Nothing is owed on a draft: change it instead.',
  )
  await shop.setViewportSize({ width: 390, height: 844 })
  await shop.emulateMedia({ colorScheme: 'dark' })
  const modal = await openModal(shop, await makeSent(shop))
  await modal.getByLabel('Reason').selectOption('Shortages')
  await modal.getByRole('checkbox', { name: 'Everything that is left' }).check()
  await expectAccessible(shop)
  // What was typed is still there when the form opens again.
  await shop.keyboard.press('Escape')
  await shop.getByRole('button', { name: 'Issue Credit Memo' }).click()
  await expect(modal.getByLabel('Reason')).toHaveValue('shortages')
  await modal.getByRole('button', { name: 'Create Credit Memo' }).click()
  await expect(modal).toBeHidden()
  await expect(shop.getByRole('list', { name: 'Credits' })).toContainText('Shortages')
})
