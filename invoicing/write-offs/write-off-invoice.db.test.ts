import { beforeAll, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const writeOff = (invoiceId: string) =>
  shop.as('accountant').writeOffs.create({ invoiceId, reason: 'Bankrupt since May' })

test('the whole of a sent invoice: settled by credit, nothing is owed', async () => {
  const sent = await shop.sent({ amount: '12.00' })
  expect(await writeOff(sent.id)).toMatchObject({
    status: 'paid',
    settledBy: 'credit',
    balanceDue: '0.00',
    creditedTotal: '12.00',
    creditableTotal: '0.00',
    writeOffs: [
      { amount: '12.00', reason: 'Bankrupt since May', date: '2026-11-21', recordedBy: 'Key of accountant' },
    ],
  })
  expect(await shop.as('viewer').customers.show({ customerId: sent.customerId })).toMatchObject({
    balance: '0.00',
    openInvoices: '0.00',
  })
  await expectRefused(writeOff(sent.id), 'invoice_not_open')
  await expectRefused(shop.pay(sent.id, '1.00'), 'payment_exceeds_balance')
})

test('what is left of a partly paid one: settled by payment', async () => {
  const sent = await shop.sent({ amount: '100.00' })
  await shop.pay(sent.id, '99.50')
  expect(await writeOff(sent.id)).toMatchObject({
    status: 'paid',
    settledBy: 'payment',
    writeOffs: [{ amount: '0.50' }],
    creditableTotal: '99.50',
  })
  const { data } = await shop.as('viewer').invoices.auditLog({ invoiceId: sent.id })
  expect(data[0]).toMatchObject({
    operation: 'writeOffs.create',
    reason: 'Bankrupt since May',
    before: { status: 'partial', balanceDue: '0.50' },
    after: { status: 'paid', writtenOff: '0.50' },
  })
})

test('drafts, paid and void invoices have nothing to write off', async () => {
  const draft = await shop.draft()
  await expectRefused(writeOff(draft.id), 'invoice_not_open')
  await shop.as('owner').invoices.void({ invoiceId: draft.id, reason: 'Twice' })
  await expectRefused(writeOff(draft.id), 'invoice_not_open')
  const sent = await shop.sent({ amount: '5.00' })
  await shop.pay(sent.id, '5.00')
  await expectRefused(writeOff(sent.id), 'invoice_not_open')
})

test('nobody is credited what was written off', async () => {
  const sent = await shop.sent({ amount: '100.00' })
  await shop.pay(sent.id, '60.00')
  await writeOff(sent.id)
  const credit = (amount: string) =>
    shop.as('accountant').creditMemos.create({
      invoiceId: sent.id,
      reason: 'returns',
      lineItems: [{ lineItemId: sent.lineItems[0]?.id ?? '', amount }],
    })
  await expectRefused(credit('60.01'), 'credit_exceeds_invoiced', 'lineItems')
  expect(await credit('60.00')).toMatchObject({ excessAmount: '60.00', appliedToInvoice: '0.00' })
})

test('a check that bounces afterwards opens the rest; it is written off too, and not voided', async () => {
  const sent = await shop.sent({ amount: '100.00' })
  const payment = await shop.pay(sent.id, '60.00')
  await writeOff(sent.id)
  await shop.as('accountant').payments.reverse({ paymentId: payment.id, reason: 'Bounced' })
  expect(await shop.as('viewer').invoices.show({ invoiceId: sent.id })).toMatchObject({
    status: 'sent',
    balanceDue: '60.00',
  })
  await expectRefused(
    shop.as('owner').invoices.void({ invoiceId: sent.id, reason: 'Gone' }),
    'invoice_written_off',
  )
  expect(await writeOff(sent.id)).toMatchObject({
    status: 'paid',
    settledBy: 'credit',
    writeOffs: [{ amount: '40.00' }, { amount: '60.00' }],
  })
})

test('a dry run changes nothing', async () => {
  const sent = await shop.sent({ amount: '12.00' })
  const trial = shop.as('accountant', { dryRun: true })
  expect(await trial.writeOffs.create({ invoiceId: sent.id, reason: 'x' })).toMatchObject({ status: 'paid' })
  expect(await shop.as('viewer').invoices.show({ invoiceId: sent.id })).toEqual(sent)
})

test('after all of this the books hold', async () => {
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])
})
