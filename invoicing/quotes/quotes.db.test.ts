import { beforeAll, expect, test } from 'vitest'
import { expectRefused, oneLine, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ taxRate: '8.25' })
})

test('a draft quote gets its number, and tax from customer and company', async () => {
  const customer = await shop.customer()
  const quote = await shop.as('sales').quotes.create({
    customerId: customer.id,
    title: 'Field day tees',
    lineItems: [
      { description: 'Tees', quantity: '24', unitPrice: '31.50' },
      { description: 'Screen setup', quantity: '2', unitPrice: '25.00', kind: 'fee', taxable: false },
    ],
    discounts: [{ description: 'Team', kind: 'percent', value: '10' }],
    shipping: '18.5',
    validUntil: '2026-12-21',
  })
  expect(quote).toMatchObject({
    quoteNumber: 'QUO-0001',
    revision: 1,
    status: 'draft',
    isExpired: false,
    title: 'Field day tees',
    subtotal: '806.00',
    discountTotal: '80.60',
    taxAmount: '56.13',
    total: '800.03',
    validUntil: '2026-12-21',
    sentOn: null,
    invoice: null,
    jobs: [],
    revisions: [],
    version: 1,
  })
  expect(await shop.as('viewer').quotes.show({ quoteId: quote.id })).toEqual(quote)
  const exempt = await shop.customer({ taxExempt: true, taxExemptionCertificate: 'ST-119' })
  expect(await shop.quote({ customerId: exempt.id })).toMatchObject({
    taxRate: '0',
    taxExemptionReason: 'Exemption certificate ST-119',
    total: '100.00',
  })
})

test('a draft changes field by field under its version; a sent one only in its internal notes', async () => {
  const { quotes } = shop.as('sales')
  const draft = await shop.quote({ internalNotes: 'Old' })
  const changed = await quotes.update({ quoteId: draft.id, version: 1, shipping: '9.00', title: 'Hoodies' })
  expect(changed).toMatchObject({ total: '117.25', title: 'Hoodies', internalNotes: 'Old', version: 2 })
  await expectRefused(quotes.update({ quoteId: draft.id, version: 1, title: 'Late' }), 'stale_version')
  const sent = await quotes.send({ quoteId: draft.id })
  expect(sent).toMatchObject({ status: 'sent', sentOn: '2026-11-21', version: 3 })
  await expectRefused(
    quotes.update({ quoteId: draft.id, version: 3, lineItems: oneLine('1.00') }),
    'quote_not_draft',
  )
  const noted = await quotes.update({ quoteId: draft.id, version: 3, internalNotes: 'New' })
  expect(noted).toEqual({ ...sent, internalNotes: 'New', version: 4 })
})

test('the customer of a draft can change until its first version is sent', async () => {
  const { quotes } = shop.as('sales')
  const next = await shop.customer({ name: 'Gaslight' })
  const yen = await shop.customer({ name: 'Kyoto', defaultCurrency: 'JPY' })
  const draft = await shop.quote()
  const moved = await quotes.update({ quoteId: draft.id, version: 1, customerId: next.id })
  expect(moved).toMatchObject({ customerId: next.id, customerName: 'Gaslight' })
  await expectRefused(
    quotes.update({ quoteId: draft.id, version: 2, customerId: yen.id }),
    'currency_fixed',
    'customerId',
  )
  await quotes.send({ quoteId: draft.id })
  await quotes.revise({ quoteId: draft.id })
  await expectRefused(
    quotes.update({ quoteId: draft.id, version: 4, customerId: draft.customerId }),
    'customer_fixed',
    'customerId',
  )
})

test.each([
  ['blocked', 'customer_blocked'],
  ['inactive', 'customer_inactive'],
] as const)(
  'a customer who is %s gets no new quote, and none is sent, revised or copied',
  async (status, code) => {
    const { quotes, customers } = shop.as('owner')
    const customer = await shop.customer()
    const draft = await shop.quote({ customerId: customer.id })
    const sent = await shop.sentQuote({ customerId: customer.id })
    await customers.setStatus({ customerId: customer.id, status, reason: 'Late again' })
    await expectRefused(shop.quote({ customerId: customer.id }), code)
    await expectRefused(quotes.send({ quoteId: draft.id }), code)
    await expectRefused(quotes.revise({ quoteId: sent.id }), code)
    await expectRefused(quotes.duplicate({ quoteId: draft.id }), code)
    await expectRefused(quotes.update({ quoteId: draft.id, version: 1, shipping: '1.00' }), code)
    // What was offered stands: the answer is recorded all the same.
    expect((await quotes.decline({ quoteId: sent.id })).status).toBe('declined')
  },
)

test('a quote is answered once, after it was sent', async () => {
  const { quotes } = shop.as('sales')
  const draft = await shop.quote()
  const quoteId = draft.id
  await expectRefused(quotes.accept({ quoteId }), 'quote_not_sent')
  await quotes.send({ quoteId })
  await expectRefused(quotes.send({ quoteId }), 'quote_not_draft')
  expect(await quotes.accept({ quoteId })).toMatchObject({ status: 'accepted', acceptedOn: '2026-11-21' })
  await expectRefused(quotes.accept({ quoteId }), 'quote_not_sent')
  const problem = await expectRefused(quotes.decline({ quoteId }), 'quote_not_sent')
  expect(problem.detail).toBe(`${draft.quoteNumber}: The quote was accepted. Revise it to make a new offer.`)
  const other = await shop.sentQuote()
  const declined = await quotes.decline({ quoteId: other.id, reason: 'Too dear' })
  expect(declined).toMatchObject({ status: 'declined', declinedOn: '2026-11-21', declineReason: 'Too dear' })
  await expectRefused(quotes.accept({ quoteId: other.id }), 'quote_not_sent')
})

test('nobody sends or accepts what somebody else changed after they looked', async () => {
  const { quotes } = shop.as('sales')
  const seen = await shop.quote()
  const quoteId = seen.id
  const changed = await quotes.update({ quoteId, version: seen.version, shipping: '9.00' })
  await expectRefused(quotes.send({ quoteId, version: seen.version }), 'stale_version')
  const sent = await quotes.send({ quoteId, version: changed.version })
  await quotes.revise({ quoteId })
  const again = await quotes.send({ quoteId })
  await expectRefused(quotes.accept({ quoteId, version: sent.version }), 'stale_version')
  expect(await quotes.accept({ quoteId, version: again.version })).toMatchObject({ status: 'accepted' })
  // Who was too late learns that it was answered, not that it changed.
  await expectRefused(quotes.accept({ quoteId, version: again.version }), 'quote_not_sent')
})

test('a draft can be given up, and is then copied, not revised', async () => {
  const { quotes } = shop.as('sales')
  const draft = await shop.quote()
  expect((await quotes.decline({ quoteId: draft.id })).status).toBe('declined')
  await expectRefused(quotes.update({ quoteId: draft.id, version: 2, title: 'x' }), 'quote_not_draft')
  await expectRefused(quotes.revise({ quoteId: draft.id }), 'quote_not_sent')
  const copy = await quotes.duplicate({ quoteId: draft.id })
  expect(copy).toMatchObject({ status: 'draft', total: draft.total, revision: 1 })
  expect(copy.quoteNumber).not.toBe(draft.quoteNumber)
})

test('a quote expires the day after its last one; an expired one is revised before it is accepted', async () => {
  const { quotes } = shop.as('sales')
  const quote = await shop.sentQuote({ validUntil: '2026-11-30' })
  const quoteId = quote.id
  platen.today = '2026-11-30'
  expect((await quotes.show({ quoteId })).isExpired).toBe(false)
  platen.today = '2026-12-01'
  expect(await quotes.show({ quoteId })).toMatchObject({ status: 'sent', isExpired: true })
  await expectRefused(quotes.accept({ quoteId }), 'quote_expired')
  const revised = await quotes.revise({ quoteId })
  await expectRefused(quotes.send({ quoteId }), 'quote_expired', 'validUntil')
  await quotes.update({ quoteId, version: revised.version, validUntil: '2026-12-15' })
  await quotes.send({ quoteId })
  expect((await quotes.accept({ quoteId })).status).toBe('accepted')
  expect((await quotes.duplicate({ quoteId })).validUntil).toBe('2026-12-15')
  platen.today = '2027-01-01'
  expect((await quotes.duplicate({ quoteId })).validUntil).toBeNull()
  platen.today = '2026-11-21'
})

test('a revision keeps the number and the earlier version, as it was shown', async () => {
  const { quotes, customers } = shop.as('sales')
  const first = await shop.sentQuote({ amount: '100.00', customerNotes: 'Two weeks' })
  const quoteId = first.id
  const second = await quotes.revise({ quoteId })
  expect(second).toMatchObject({
    quoteNumber: first.quoteNumber,
    revision: 2,
    status: 'draft',
    total: first.total,
    sentOn: null,
    revisions: [{ revision: 1, status: 'sent', total: first.total, sentOn: '2026-11-21' }],
  })
  await expectRefused(quotes.revise({ quoteId }), 'quote_not_sent')
  const cheaper = await quotes.update({
    quoteId,
    version: second.version,
    lineItems: oneLine('80.00'),
    customerNotes: null,
  })
  await customers.update({ customerId: first.customerId, version: 1, name: 'A new name' })
  expect(cheaper.total).toBe('86.60')
  const { invoice: _invoice, jobs: _jobs, deposits: _deposits, revisions: _revisions, ...shown } = first
  expect(await quotes.showRevision({ quoteId, revision: 1 })).toEqual(shown)
  await expectRefused(quotes.showRevision({ quoteId, revision: 2 }), 'not_found')
  await quotes.send({ quoteId })
  await quotes.accept({ quoteId })
  const third = await quotes.revise({ quoteId })
  expect(third.revisions.map(({ revision, status, total }) => [revision, status, total])).toEqual([
    [1, 'sent', '108.25'],
    [2, 'accepted', '86.60'],
  ])
})

test('what was sent cannot be changed behind the operations', async () => {
  const { id } = await shop.sentQuote()
  const run = (text: string) => platen.sql(text, [id])
  await expect(
    run(`update invoicing.quotes set shipping = 5, total = total + 5 where id = $1`),
  ).rejects.toThrow(/was sent/)
  await expect(
    run(`update invoicing.quotes set revision = 2, sent_at = null where id = $1`),
  ).rejects.toThrow()
  await expect(run(`delete from invoicing.quotes where id = $1`)).rejects.toThrow(/never deleted/)
  await expect(run(`delete from invoicing.quote_line_items where quote_id = $1`)).rejects.toThrow(
    /cannot change/,
  )
  await shop.as('sales').quotes.revise({ quoteId: id })
  await expect(
    run(`update invoicing.quote_revisions set content = '{}' where quote_id = $1`),
  ).rejects.toThrow(/only ever added/)
})

test('accept twice, and accept against decline, at once: one answer stands', async () => {
  const { quotes } = shop.as('sales')
  for (let round = 0; round < 5; round += 1) {
    const twice = (await shop.sentQuote()).id
    const accepts = await Promise.allSettled([1, 2, 3].map(() => quotes.accept({ quoteId: twice })))
    expect(accepts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const quoteId = (await shop.sentQuote()).id
    const answers = await Promise.allSettled([quotes.accept({ quoteId }), quotes.decline({ quoteId })])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const standing = (await quotes.show({ quoteId })).status
    expect(standing).toBe(answers[0]?.status === 'fulfilled' ? 'accepted' : 'declined')
  }
})

test('revise against accept at once: either the new version is a draft, or the old one is accepted and kept', async () => {
  const { quotes } = shop.as('sales')
  for (let round = 0; round < 5; round += 1) {
    const quoteId = (await shop.sentQuote()).id
    const [revised, accepted] = await Promise.allSettled([
      quotes.revise({ quoteId }),
      quotes.accept({ quoteId }),
    ])
    expect(revised?.status).toBe('fulfilled')
    const after = await quotes.show({ quoteId })
    expect(after).toMatchObject({ status: 'draft', revision: 2 })
    expect(after.revisions[0]?.status).toBe(accepted?.status === 'fulfilled' ? 'accepted' : 'sent')
  }
})
