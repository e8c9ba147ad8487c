import { demo, expect, expectAccessible, serverUrl, test } from '../support/browser.ts'

test.describe('the audit log', () => {
  test('is asked through the address, and tells each change before and after', async ({ own: { page } }) => {
    const request = page.context().request
    const headers = { Origin: serverUrl() }
    const made = await request.post('/api/v1/customers', { data: { name: 'Maple Diner' }, headers })
    const { id, customerNumber } = await made.json()
    await request.patch(`/api/v1/customers/${id}`, {
      data: { version: 1, name: 'Maple Grill', paymentTerms: 'net_15' },
      headers,
    })
    await page.goto('/settings/audit-log')
    await page.getByLabel('Kind').selectOption('Customer')
    await expect(page).toHaveURL(/entity=customer/)
    const rows = page.getByRole('table', { name: 'Audit log' }).getByRole('link')
    await expect(rows).toHaveCount(2)
    await page.getByLabel('Change').selectOption('Change a customer')
    await expect(rows).toHaveCount(1)
    await rows.first().click()
    const sheet = page.getByRole('dialog', { name: 'Change a customer' })
    await expect(sheet.getByRole('row', { name: 'Name Maple Diner Maple Grill' })).toBeVisible()
    await expect(sheet.getByRole('row', { name: /^Payment terms/ })).toContainText('Net 15')
    await expectAccessible(page)
    await sheet.getByRole('link', { name: `Open ${customerNumber}` }).click()
    await expect(page.getByRole('heading', { name: 'Maple Grill' })).toBeVisible()
    await page.goBack()
    await page.reload()
    await expect(page.getByRole('dialog')).toContainText('Maple Grill')
    await page.keyboard.press('Escape')
    await page.getByLabel('Search the audit log').fill('nothing like it')
    await page.getByRole('button', { name: 'Show every change' }).click()
    await expect(rows.first()).toBeVisible()
    await expect(page).toHaveURL(/audit-log$/)
  })

  test('is sealed in a moment, and goes into a file as it is asked for', async ({ own: { page } }) => {
    await page.goto('/settings/audit-log')
    await expect(page.getByText(/^Sealed up to position \d+/)).toBeVisible({ timeout: 15_000 })
    await expect(page.getByRole('button', { name: 'Copy the seal' })).toBeVisible()
    await page.getByLabel('Who').selectOption('Robin Own')
    await expect(page).toHaveURL(/actor=/)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download CSV' }).click()
    expect((await download).suggestedFilename()).toMatch(/^audit-log-.*\.csv$/)
  })

  test('stays readable on a phone and in the dark', async ({ shop }) => {
    await shop.setViewportSize({ width: 390, height: 844 })
    await shop.emulateMedia({ colorScheme: 'dark' })
    await shop.goto('/settings/audit-log')
    await expect(shop.getByRole('table', { name: 'Audit log' }).getByRole('link').first()).toBeVisible()
    await expectAccessible(shop)
    const width = await shop.evaluate(() => document.documentElement.scrollWidth)
    expect(width, `${demo.email} scrolls sideways`).toBeLessThanOrEqual(390)
  })
})
