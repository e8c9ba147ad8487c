import { Client } from 'pg'
import { openEmbedded } from '../../database/embedded.ts'
import { expect, expectAccessible, serverUrl, test } from '../support/browser.ts'

/** What somebody with the server's password could do, with triggers off. */
async function tamper(text: string, values: unknown[]): Promise<void> {
  const dataDirectory = process.env.PLATEN_BROWSER_DATA ?? ''
  const server = await openEmbedded({ dataDirectory, role: 'guest' })
  const client = new Client({ connectionString: server.adminUrl })
  await client.connect()
  try {
    await client.query(`set session_replication_role = 'replica'`)
    await client.query(text, values)
  } finally {
    await client.end()
    await server.stop()
  }
}

test.describe('the health of the books', () => {
  test('is verified at a press, and names what does not hold', async ({ own: { page } }) => {
    const headers = { Origin: serverUrl() }
    const request = page.context().request
    const made = await request.post('/api/v1/customers', { data: { name: 'Maple Diner' }, headers })
    const customer: { id: string; customerNumber: string } = await made.json()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Health' }).click()
    const books = page.getByRole('region', { name: 'Books' })
    const outcome = books.getByRole('status')
    // A company that is founded by day has its night's verification within a minute, which may be now.
    await expect(outcome).toContainText(/Not verified yet|Platen by itself/)
    await books.getByRole('button', { name: 'Verify now' }).click()
    await expect(outcome).toContainText(/All of it holds.*Robin Own on the screen/, { timeout: 30_000 })
    await expect(books.getByRole('img', { name: 'Holds:' })).toHaveCount(7)
    await books.getByText('Payments, credits and the ledger').click()
    await expect(books.getByText('No payment is used twice')).toBeVisible()
    await expectAccessible(page)

    await tamper('update invoicing.customer_totals set open_invoices = 3 where customer_id = $1', [
      customer.id,
    ])
    await books.getByRole('button', { name: 'Verify now' }).click()
    await expect(outcome).toContainText(/^1 of \d+ promises do not hold/, { timeout: 30_000 })
    await expect(books.getByRole('img', { name: 'Broken:' })).toHaveCount(1)
    const promise = books.getByRole('listitem').filter({ hasText: 'LED-2' })
    await expect(promise).toContainText('Broken: the entries of a customer add up')
    await expect(promise).toContainText(customer.customerNumber)
    await expectAccessible(page)
    await page.reload()
    await expect(promise).toContainText(customer.customerNumber)
  })

  test('stands on workers, a seal, backups and a database', async ({ shop }) => {
    await shop.goto('/settings/health')
    const work = shop.getByRole('region', { name: 'Work in the background' })
    await expect(work).toContainText(/\d running/)
    await expect(shop.getByRole('region', { name: 'Seal of the audit log' })).toContainText(/position \d+/)
    await expect(shop.getByRole('region', { name: 'Backup' })).toContainText('None so far')
    await expect(shop.getByRole('region', { name: 'Database' })).toContainText(/last \d{4}_/)
  })

  test('is read by who may not have it verified, on a phone and in the dark', async ({
    own: { page },
    demoShop,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.emulateMedia({ colorScheme: 'dark' })
    expect((await demoShop.get('/api/v1/verification')).status()).toBe(200)
    await page.goto('/settings/health')
    await expect(page.getByRole('region', { name: 'Books' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Database' })).toBeVisible()
    await expectAccessible(page)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
  })
})
