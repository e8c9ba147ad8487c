import { beforeAll, expect, test } from 'vitest'
import { jobSorts } from '../../contract/jobs.ts'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

test('a job is made of an accepted quote in one step', async () => {
  const { jobs } = shop.as('sales')
  const quote = await shop.acceptedQuote({
    title: 'Field day',
    lineItems: [
      { description: 'Tees, royal', quantity: '96', unitPrice: '8.00' },
      { description: 'Art, hours', quantity: '1.5', unitPrice: '55.00' },
      { description: 'Screens', quantity: '2', unitPrice: '25.00', kind: 'fee' },
    ],
  })
  const job = await jobs.create({ quoteId: quote.id })
  expect(job).toMatchObject({
    jobNumber: 'JOB-0001',
    status: 'new',
    title: 'Field day',
    customerId: quote.customerId,
    quoteId: quote.id,
    quoteNumber: quote.quoteNumber,
    dueDate: null,
    isLate: false,
    pieces: 96,
    garments: [{ description: 'Tees, royal', quantity: 96, sizes: [], imprints: [], furnished: false }],
    invoices: [],
    version: 1,
  })
  expect(await shop.as('viewer').jobs.show({ jobId: job.id })).toEqual(job)
  const shown = await shop.as('viewer').quotes.show({ quoteId: quote.id })
  expect(shown.jobs).toEqual([{ id: job.id, jobNumber: 'JOB-0001', status: 'new' }])
  // The invoice of the quote belongs to its only job.
  const invoice = await shop.as('sales').invoices.create({ quoteId: quote.id })
  expect(invoice).toMatchObject({ jobId: job.id, jobNumber: 'JOB-0001' })
  expect((await jobs.show({ jobId: job.id })).invoices).toEqual([
    { id: invoice.id, invoiceNumber: invoice.invoiceNumber, status: 'draft', total: '900.50' },
  ])
  const sent = await shop.sentQuote()
  await expectRefused(jobs.create({ quoteId: sent.id }), 'quote_not_accepted')
  const stranger = await shop.customer()
  await expectRefused(
    jobs.create({ quoteId: quote.id, customerId: stranger.id }),
    'customer_fixed',
    'customerId',
  )
})

test('a job changes and moves freely under its version, and each change is audited', async () => {
  const { jobs } = shop.as('sales')
  const { id: customerId } = await shop.customer()
  const job = await jobs.create({ customerId, title: 'Caps', dueDate: '2026-11-20' })
  expect(job).toMatchObject({ isLate: true, daysLate: 1, pieces: 0 })
  const garments = [
    {
      description: 'Cap',
      quantity: 24,
      sizes: [{ size: 'One size', quantity: 20 }],
      imprints: [{ location: 'Front', technique: 'Embroidery', colors: null }],
      furnished: false,
    },
  ]
  const jobId = job.id
  const changed = await jobs.update({ jobId, version: 1, status: 'in_production', garments, notes: 'Foil' })
  expect(changed).toMatchObject({ status: 'in_production', garments, pieces: 24, notes: 'Foil', version: 2 })
  await expectRefused(jobs.update({ jobId, version: 1, status: 'art' }), 'stale_version')
  expect(await jobs.update({ jobId, version: 2, status: 'completed' })).toMatchObject({ isLate: false })
  expect(await jobs.update({ jobId, version: 3, status: 'art', dueDate: null })).toMatchObject({ version: 4 })
  const { data } = await shop.as('owner').audit.list({ entityId: jobId })
  expect(data.map(({ operation, after }) => [operation, after])).toEqual([
    ['jobs.update', { status: 'art', dueDate: null }],
    ['jobs.update', { status: 'completed' }],
    ['jobs.update', { status: 'in_production', garments, notes: 'Foil' }],
    ['jobs.create', expect.objectContaining({ title: 'Caps' })],
  ])
})

test('two moves of one version at once: one of them is made', async () => {
  const { jobs } = shop.as('sales')
  const { id: customerId } = await shop.customer()
  const { id: jobId } = await jobs.create({ customerId, title: 'Caps' })
  const moves = await Promise.allSettled(
    (['art', 'ready'] as const).map((status) => jobs.update({ jobId, version: 1, status })),
  )
  expect(moves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an invoice can name a job of its customer, after issue too', async () => {
  const { jobs, invoices } = shop.as('sales')
  const { id: customerId } = await shop.customer()
  const job = await jobs.create({ customerId, title: 'Caps' })
  const strange = await jobs.create({ customerId: (await shop.customer()).id, title: 'Other caps' })
  await expectRefused(shop.draft({ customerId, jobId: strange.id }), 'not_found', 'jobId')
  const draft = await shop.draft({ customerId, jobId: job.id })
  expect(draft).toMatchObject({ jobId: job.id, jobNumber: job.jobNumber })
  const invoiceId = draft.id
  await expectRefused(invoices.update({ invoiceId, version: 1, jobId: strange.id }), 'not_found', 'jobId')
  // A draft that moves to another customer cannot keep the job.
  await expectRefused(
    invoices.update({ invoiceId, version: 1, customerId: strange.customerId }),
    'not_found',
    'jobId',
  )
  const sent = await invoices.send({ invoiceId })
  const freed = await invoices.update({ invoiceId, version: sent.version, jobId: null })
  expect(freed).toMatchObject({ status: 'sent', jobId: null, contentChecksum: sent.contentChecksum })
  const linked = await invoices.update({ invoiceId, version: freed.version, jobId: job.id })
  expect(linked).toMatchObject({ jobId: job.id, internalNotes: null })
  expect((await jobs.show({ jobId: job.id })).invoices.map(({ id }) => id)).toEqual([invoiceId])
})

test('a customer with an open quote or job is not removed', async () => {
  const { customers, jobs, quotes } = shop.as('owner')
  const { id: customerId } = await shop.customer()
  const sent = await shop.sentQuote({ customerId })
  const job = await jobs.create({ customerId, title: 'Caps' })
  const problem = await expectRefused(customers.remove({ customerId }), 'customer_has_open_documents')
  expect(problem.detail).toContain('1 open quote and 1 open job')
  await quotes.decline({ quoteId: sent.id })
  await jobs.update({ jobId: job.id, version: 1, status: 'cancelled' })
  expect((await customers.remove({ customerId })).removed).toBe(true)
})

test('the list: by customer, status and search, in every order, page by page', async () => {
  const apart = await platen.found()
  const { jobs } = apart.as('sales')
  const one = (await apart.customer({ name: 'Anchor Brewing' })).id
  const two = (await apart.customer({ name: 'Zion School' })).id
  for (const [customerId, dueDate, status] of [
    [one, '2026-12-03', 'art'],
    [two, null, 'new'],
    [one, '2026-12-01', 'new'],
    [two, '2026-12-02', 'completed'],
  ] as const)
    await jobs.create({ customerId, title: 'Work', dueDate, status })
  const found = async (input: Parameters<typeof jobs.list>[0]) =>
    (await jobs.list(input)).data.map(({ jobNumber }) => Number(jobNumber.slice(-4)))
  expect(await found({})).toEqual([3, 4, 1, 2])
  expect(await found({ customerId: one })).toEqual([3, 1])
  expect(await found({ status: 'new' })).toEqual([3, 2])
  expect(await found({ q: 'zion' })).toEqual([4, 2])
  expect(await found({ q: 'JOB-0001' })).toEqual([1])
  expect(await found({ q: 'INV-0001' })).toEqual([])
  await jobs.create({ customerId: one, title: 'Field Day tees', status: 'completed' })
  expect(await found({ q: 'field d' })).toEqual([5])
  // Two letters would be in every title; nobody else's titles are searched.
  expect(await found({ q: 'fi' })).toEqual([])
  expect((await shop.as('sales').jobs.list({ q: 'field day tees' })).data).toEqual([])
  for (const sort of jobSorts) {
    const first = await jobs.list({ sort, limit: 3 })
    const rest = await jobs.list({ sort, limit: 3, cursor: first.nextCursor ?? '' })
    const up = [...first.data, ...rest.data].map(({ id }) => id)
    const down = (await jobs.list({ sort, direction: 'desc' })).data.map(({ id }) => id)
    expect(down).toEqual(up.reverse())
  }
})
