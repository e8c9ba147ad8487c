import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/browser.ts'
import { textOfPdf } from '../support/pdf-text.ts'
import { makeAddress, makeCustomer, makeDraft, makePriced, pay } from '../support/shop-data.ts'

const sized = {
  taxRate: '8.25',
  discounts: [{ description: 'Returning customer', kind: 'percent', value: '10' }],
  shipping: '12.00',
  depositRequested: true,
  depositPercent: '50',
  lineItems: [
    {
      description: 'Tees',
      unitPrice: '8.50',
      sizes: [
        { size: 'M', quantity: '16' },
        { size: '2XL', quantity: '4', upcharge: '2.00' },
      ],
    },
    { description: 'Rush fee', kind: 'fee', quantity: '1', unitPrice: '25.00', taxable: false },
  ],
}

/** An invoice as a shop writes them, sent to somebody with an address, and partly paid. */
async function makeWhole(page: Page) {
  const customer = await makeCustomer(page)
  await makeAddress(page, customer.id, { line1: '1 Mill St', city: 'Troy', postalCode: '12180' })
  const invoice = await makePriced(page, { customerId: customer.id, ...sized })
  await pay(page, invoice.id, '80.00')
  return { customer, invoice }
}

async function pdfOf(page: Page): Promise<string> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download PDF' }).click()
  const download = await waiting
  return textOfPdf(await readFile(await download.path()))
}

test('the PDF says what the screen says, figure by figure', async ({ shop }) => {
  const { customer, invoice } = await makeWhole(shop)
  await shop.goto(`/invoices/${invoice.id}`)
  const paper = shop.getByRole('article', { name: `Invoice ${invoice.invoiceNumber}` })
  await expect(paper.getByRole('region', { name: 'Bill to' })).toContainText('1 Mill St')
  const figures = await paper.locator('dl').last().locator('div').all()
  expect(figures.length).toBeGreaterThan(7)
  const pdf = await pdfOf(shop)
  for (const figure of figures) {
    const [label = '', value = ''] = await figure.locator('dt, dd').allInnerTexts()
    expect(pdf).toContain(`${label} ${value}`)
  }
  for (const text of [customer.name, '1 Mill St', 'M 16: 16 × 8.50 = 136.00', 'Rush fee 1 25.00 25.00'])
    expect(pdf).toContain(text)
  await expect(paper).toContainText('Deposit received')
  await expectAccessible(shop)
})

test('a draft says so on the paper, and not where one looks at what will be sent', async ({ shop }) => {
  const draft = await makeDraft(shop)
  await shop.goto(`/invoices/${draft.id}`)
  const paper = shop.getByRole('article', { name: /^Invoice INV-/ })
  await expect(paper.locator('[data-word=Draft]')).toBeVisible()
  await expectAccessible(shop)
  expect(await pdfOf(shop)).toMatch(/^Draft$/m)
  await shop.getByRole('button', { name: 'Send', exact: true }).click()
  const review = shop.getByRole('dialog', { name: 'Review & Send' })
  await expect(review.getByRole('article')).toBeVisible()
  await expect(review.locator('[data-word]')).toHaveCount(0)
})

test('the form shows the paper with the address and the deposit that it will be sent with', async ({
  shop,
}) => {
  const customer = await makeCustomer(shop)
  await makeAddress(shop, customer.id, { line1: '9 Canal Row', city: 'Troy', postalCode: '12180' })
  const draft = await makeDraft(shop, customer.id, { depositRequested: true, depositPercent: '50' })
  await shop.goto(`/invoices/${draft.id}/edit`)
  await shop.getByRole('button', { name: 'Review & Send' }).click()
  const paper = shop.getByRole('dialog', { name: 'Review & Send' }).getByRole('article')
  await expect(paper.getByRole('region', { name: 'Bill to' })).toContainText('9 Canal Row')
  await expect(paper).toContainText(/Deposit, due .*60\.00/)
})

test('in print the paper stands alone; on a phone and in the dark it reads', async ({ shop }) => {
  const { invoice } = await makeWhole(shop)
  await shop.goto(`/invoices/${invoice.id}`)
  const paper = shop.getByRole('article', { name: `Invoice ${invoice.invoiceNumber}` })
  await expect(paper).toBeVisible()
  await shop.emulateMedia({ media: 'print' })
  await expect(paper).toBeVisible()
  await expect(shop.getByRole('link', { name: 'Download PDF' })).toBeHidden()
  await expect(shop.getByRole('navigation').first()).toBeHidden()
  await expect(shop.getByText('Total Paid')).toBeHidden()
  await shop.emulateMedia({ media: null, colorScheme: 'dark' })
  await expectAccessible(shop)
  await shop.setViewportSize({ width: 390, height: 844 })
  await expect(paper).toContainText('Deposit received')
  expect(await shop.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(shop)
})
