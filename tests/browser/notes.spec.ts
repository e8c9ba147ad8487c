import { expect, expectAccessible, test } from '../support/browser.ts'
import { makeSent } from '../support/shop-data.ts'

test.describe('notes on an invoice', () => {
  test('are added with Ctrl-Enter, stand with who wrote them, and are removed and taken back', async ({
    shop,
  }) => {
    const { id } = await makeSent(shop)
    await shop.goto(`/invoices/${id}`)
    const field = shop.getByRole('textbox', { name: 'New note' })
    await expect(shop.getByText('Nothing was noted yet.')).toBeVisible()
    await expect(shop.getByRole('button', { name: 'Save note' })).toBeDisabled()
    await field.fill('Ann promised a check by Friday')
    await field.press('Control+Enter')
    const notes = shop.getByRole('list', { name: 'Notes' })
    await expect(notes.getByRole('listitem')).toHaveCount(1)
    await expect(notes).toContainText('Ann promised a check by Friday')
    await expect(notes).toContainText('Demo')
    await expect(field).toHaveValue('')
    await expect(field).toBeFocused()
    await expectAccessible(shop)
    await shop.getByRole('button', { name: 'Remove note: Ann promised a check by Friday' }).click()
    await expect(shop.getByText('Nothing was noted yet.')).toBeVisible()
    await shop.getByRole('button', { name: 'Undo' }).click()
    await expect(notes).toContainText('Ann promised a check by Friday')
  })
})
