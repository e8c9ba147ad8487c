import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/browser.ts'
import { makeCustomer, makeDraft, makeSent, pay, sendOn } from '../support/shop-data.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('a new shop is told where to begin, and every panel says that it is empty', async ({
  own: { page },
}) => {
  await expect(panel(page, 'Where to begin')).toBeVisible()
  for (const [name, words] of [
    ['Overdue, worst first', 'Nobody is late.'],
    ['Due in 7 days', 'Nothing falls due'],
    ['Deposits outstanding', 'No deposit is waited for.'],
    ['Drafts waiting', 'No drafts.'],
    ['Latest activity', 'Nothing has happened yet.'],
  ] as const)
    await expect(panel(page, name)).toContainText(words)
  await expect(panel(page, 'Money in by month')).toHaveCount(0)
  await expectAccessible(page)
  await panel(page, 'Where to begin').getByRole('link', { name: 'Create your first invoice' }).click()
  await expect(page.getByRole('heading', { name: 'New Invoice', level: 1 })).toBeVisible()
})

test('what needs doing today stands in its panel, and each leads to what it tells of', async ({
  own: { page },
}) => {
  const customer = await makeCustomer(page, { name: 'Bluebird Coffee' })
  const draft = await makeDraft(page, customer.id)
  const long = await sendOn(page, customer.id, { days: -60, dueInDays: 15, unitPrice: '12.00' })
  const large = await sendOn(page, customer.id, { days: -30, dueInDays: 15, unitPrice: '90.00' })
  const soon = await sendOn(page, customer.id, { days: 0, dueInDays: 6, unitPrice: '1.00' })
  const later = await sendOn(page, customer.id, { days: 0, dueInDays: 7, unitPrice: '1.00' })
  const deposit = { depositRequested: true, depositPercent: '50' }
  const waiting = await makeSent(page, customer.id, deposit)
  await pay(page, long.id, '20.00')
  await page.reload()

  const money = panel(page, 'Money')
  await expect(money.getByRole('link', { name: /^Overdue/ })).toContainText('$1,000.00')
  await expect(money.getByRole('link', { name: /^Overdue/ })).toContainText('2 invoices')
  await expect(money.getByRole('link', { name: /^Due in 7 days/ })).toContainText('$10.00')
  await expect(money.getByRole('link', { name: /^Drafts waiting/ })).toContainText('1 draft')
  await expect(money).toContainText('$20.00')

  const overdue = panel(page, 'Overdue, worst first')
  await expect(overdue.getByRole('listitem').first()).toContainText(long.invoiceNumber)
  await overdue.getByText('Largest').click()
  await expect(overdue.getByRole('listitem').first()).toContainText(large.invoiceNumber)
  await expect(panel(page, 'Due in 7 days')).toContainText(soon.invoiceNumber)
  await expect(panel(page, 'Due in 7 days')).not.toContainText(later.invoiceNumber)
  await expect(panel(page, 'Drafts waiting')).toContainText(draft.invoiceNumber)
  await expect(panel(page, 'Deposits outstanding')).toContainText(waiting.invoiceNumber)
  await expect(panel(page, 'Deposits outstanding')).toContainText('1 · $60.00')
  await expect(page.getByRole('table', { name: 'Money in by month' }).getByRole('row').nth(1)).toContainText(
    '$20.00',
  )
  const aging = page.getByRole('table', { name: 'Aging' })
  await expect(aging.getByRole('row', { name: /^1–30 days/ })).toContainText('$900.00')
  await expect(aging.getByRole('row', { name: /^31–60 days/ })).toContainText('$100.00')
  const news = panel(page, 'Latest activity')
  await expect(news.getByRole('listitem').first()).toContainText(`Payment on ${long.invoiceNumber}`)
  await expectAccessible(page)

  await news.getByRole('link', { name: new RegExp(`^${waiting.invoiceNumber} sent`) }).click()
  await expect(page.getByRole('article', { name: `Invoice ${waiting.invoiceNumber}` })).toBeVisible()
  await page.goBack()
  await panel(page, 'Due in 7 days').getByRole('link', { name: 'All due then' }).click()
  const table = page.getByRole('table', { name: 'Invoices' })
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(table).toContainText(soon.invoiceNumber)
  await expect(table).not.toContainText(later.invoiceNumber)
  await page.getByRole('button', { name: 'Show all due dates' }).click()
  await expect(table).toContainText(later.invoiceNumber)
  await page.goBack()
  await panel(page, 'Overdue, worst first').getByRole('link', { name: 'All overdue' }).click()
  await expect(page).toHaveURL(/\/invoices\?view=overdue/)
  await expect(table.getByRole('row')).toHaveCount(3)
  const tab = (name: string) => page.getByRole('tab', { name, exact: true })
  for (const name of ['All 6', 'Draft 1', 'Outstanding 5', 'Overdue 2', 'Paid 0'])
    await expect(tab(name)).toBeVisible()
})

test.describe('without a connection', () => {
  test.use({ expectedOnConsole: /net::ERR_FAILED/ })

  test('a panel that cannot be read says so, the others stay, and it is read again', async ({
    own: { page },
  }) => {
    await makeDraft(page)
    await page.route('**/api/v1/dashboard/*', (route) => route.abort())
    await page.reload()
    const money = panel(page, 'Money in by month')
    await expect(money.getByRole('alert')).toContainText('Platen cannot be reached.')
    await expect(panel(page, 'Deposits outstanding').getByRole('alert')).toBeVisible()
    await expect(panel(page, 'Drafts waiting').getByRole('link', { name: /INV-0001/ })).toBeVisible()
    await page.unroute('**/api/v1/dashboard/*')
    await money.getByRole('button', { name: 'Try again' }).click()
    await expect(money).toContainText('No money came in the last twelve months.')
  })
})
