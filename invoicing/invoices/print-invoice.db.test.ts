import { beforeAll, expect, test } from 'vitest'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { linesOfPdf, textOfPdf } from '../../tests/support/pdf-text.ts'

const here = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await here.found({ taxRate: '8.25' })
  await shop.as('owner').company.update({ version: 2, letterhead: '64 Screen Street\nIthaca, NY 14850' })
})

async function bytesOf(invoiceId: string): Promise<Uint8Array> {
  const file = await shop.as('viewer').invoices.pdf({ invoiceId })
  return new Uint8Array(await file.arrayBuffer())
}

test('the paper says what the invoice says: lines, sizes, discounts, taxes, what was paid', async () => {
  const { id: customerId } = await shop.customer({ name: 'Şahin & Łukasik', paymentTerms: 'net_30' })
  await shop.as('owner').addresses.create({
    customerId,
    label: 'Office',
    type: 'billing',
    line1: '1 Mill St',
    city: 'Troy',
    country: 'US',
    isDefault: true,
  })
  const sizes = [
    { size: 'M', quantity: '16' },
    { size: '2XL', quantity: '4', upcharge: '2.00' },
  ]
  const sent = await shop.sent({
    customerId,
    issueDate: '2026-11-01',
    lineItems: [
      { description: 'Tees', unitPrice: '8.50', sizes },
      { description: 'Rush fee', kind: 'fee', quantity: '1', unitPrice: '25.00', taxable: false },
    ],
    discounts: [{ description: 'Returning customer', kind: 'percent', value: '10' }],
    shipping: '12.00',
    customerNotes: 'Reorders save the setup.',
  })
  await shop.pay(sent.id, '50.00', { date: '2026-11-05' })
  const invoice = await shop.as('viewer').invoices.show({ invoiceId: sent.id })
  const bytes = await bytesOf(sent.id)
  const [page = []] = linesOfPdf(bytes)
  const text = page.join('\n')
  const dollars = (amount: string) => `$${amount}`
  expect(page).toEqual(
    expect.arrayContaining([
      'Description Qty Unit price Amount, USD',
      `Tees 20 ${invoice.lineItems[0]?.lineTotal}`,
      'M 16: 16 × 8.50 = 136.00',
      expect.stringMatching(/^2 ?XL 4: 4 × 10\.50 = 42\.00$/),
      'Rush fee 1 25.00 25.00',
      `Subtotal ${invoice.subtotal}`,
      `Returning customer (10%) −${invoice.discountTotal}`,
      'Shipping 12.00',
      `Tax 8.25% of ${invoice.taxes[0]?.base} ${invoice.taxAmount}`,
      `Total ${dollars(invoice.total)}`,
      'Paid −50.00',
      `Balance due ${dollars(invoice.balanceDue)}`,
      'Reorders save the setup.',
      `SHA-256 of the invoice as issued ${invoice.contentChecksum}`,
    ]),
  )
  for (const fact of [
    'Şahin & Łukasik',
    '1 Mill St',
    '64 Screen Street',
    'Nov 1, 2026',
    'Dec 1, 2026',
    'Net 30',
  ])
    expect(text).toContain(fact)
  expect(Buffer.compare(bytes, await bytesOf(sent.id))).toBe(0)
})

test('the deposit stands on it: what is asked for, until when, and what of it came; so does what was credited', async () => {
  const deposit = { depositRequested: true, depositPercent: '50', depositDueDate: '2026-11-10' }
  const sent = await shop.sent({ amount: '100.00', taxRate: '0', issueDate: '2026-11-01', ...deposit })
  const before = textOfPdf(await bytesOf(sent.id))
  expect(before).toContain('Deposit, due Nov 10, 2026 50.00')
  expect(before).not.toContain('Deposit received')
  await shop.pay(sent.id, '20.00', { date: '2026-11-05' })
  expect(textOfPdf(await bytesOf(sent.id))).toContain('Deposit received 20.00')
  await shop.pay(sent.id, '40.00', { date: '2026-11-06' })
  const lineItemId = sent.lineItems[0]?.id ?? ''
  await shop.as('owner').creditMemos.create({
    invoiceId: sent.id,
    reason: 'misprints',
    lineItems: [{ lineItemId, amount: '15.00' }],
  })
  const [page = []] = linesOfPdf(await bytesOf(sent.id))
  expect(page.slice(page.indexOf('Total $100.00'))).toEqual(
    expect.arrayContaining([
      'Paid −60.00',
      'Credited −15.00',
      'Balance due $25.00',
      'Deposit, due Nov 10, 2026 50.00',
      'Deposit received 50.00',
    ]),
  )
  expect(textOfPdf(await bytesOf((await shop.draft()).id))).not.toContain('Deposit')
})

test('a long invoice goes over sheets without losing a line, and its total stands on the last', async () => {
  const sizes = [
    { size: 'M', quantity: '2' },
    { size: '3XL', quantity: '1', upcharge: '3.00' },
  ]
  const lineItems = Array.from({ length: 120 }, (_, index) => ({
    description: `Garment ${index + 1}`,
    unitPrice: '1.00',
    sizes,
  }))
  const sent = await shop.sent({ lineItems, taxRate: '0' })
  const pages = linesOfPdf(await bytesOf(sent.id))
  expect(pages.length).toBeGreaterThan(4)
  const all = pages.flat()
  for (const { description } of lineItems) expect(all).toContain(`${description} 3 6.00`)
  expect(all.filter((line) => /^3 ?XL 1: 1 × 4\.00 = 4\.00$/.test(line))).toHaveLength(120)
  expect(pages.at(-1)).toContain('Total $720.00')
  expect(pages.at(-1)?.join('\n')).toContain(`Page ${pages.length} of ${pages.length}`)
})

test('bundled lines hide their parts; drafts and void ones say what they are', async () => {
  const draft = await shop.draft({
    itemizationMode: 'bundled',
    lineItems: [
      { description: 'Tees', quantity: '3', unitPrice: '7.00' },
      { description: 'Caps', quantity: '2', unitPrice: '5.00' },
    ],
  })
  const before = textOfPdf(await bytesOf(draft.id))
  expect(before).toContain('Tees and Caps 31.00')
  expect(before).not.toContain('Unit price')
  expect(before).toMatch(/^Draft$/m)
  await shop.as('owner').invoices.void({ invoiceId: draft.id, reason: 'Wrong colours' })
  const after = textOfPdf(await bytesOf(draft.id))
  expect(after).toMatch(/^Void$/m)
  // Why it is void is the shop's own business.
  expect(after).toContain('This invoice is void.')
  expect(after).not.toContain('Wrong colours')
  expect(textOfPdf(await bytesOf((await shop.sent()).id))).not.toMatch(/^(Void|Draft)$/m)
})

test('over REST it is a file to keep, for those who may read invoices', async () => {
  const { id, invoiceNumber } = await shop.draft()
  const reply = await here.request('GET', `/api/v1/invoices/${id}/pdf`, { key: shop.key('sales') })
  expect(reply.headers.get('content-type')).toBe('application/pdf')
  expect(reply.headers.get('content-disposition')).toContain(`invoice-${invoiceNumber}.pdf`)
  expectProblem(await here.request('GET', `/api/v1/invoices/${id}/pdf`), 'not_signed_in')
  const foreign = await (await here.found()).draft()
  const unknown = await expectRefused(bytesOf('00000000-0000-4000-8000-000000000000'), 'not_found')
  expect(await expectRefused(bytesOf(foreign.id), 'not_found')).toEqual(unknown)
})
