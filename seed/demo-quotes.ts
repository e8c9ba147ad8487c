import { createRouterClient, type RouterClient } from '@orpc/server'
import type { JobStatus } from '../contract/jobs.ts'
import type { Quote } from '../contract/quotes.ts'
import { addDays } from '../invoicing/calendar/calendar.ts'
import { centsOf, moneyText, percentHalfUp } from '../invoicing/money/money.ts'
import { router } from '../invoicing/router.ts'
import type { Caller } from '../server/caller.ts'
import type { Platen } from '../server/platen.ts'
import type { DemoCustomer } from './demo-customers.ts'
import { demoOrder } from './demo-orders.ts'
import { pick, seeded } from './random.ts'

type Client = RouterClient<typeof router>

/** A quote of the demo, and how far it came. Days are counted back from today; those to come are counted on. */
interface DemoQuote {
  title: string
  sentDaysAgo: number | null
  validForDays?: number
  /** Offered dearer before: the version that stands is the second. */
  revised?: true
  answer?: 'accepted' | { declined: string }
  /** A deposit in percent of the total. */
  depositPercent?: number
  job?: { status: JobStatus; dueInDays: number; notes?: string }
  /** The invoice that was made of it; with something that came in between, or as it was quoted. */
  invoice?: 'draft' | 'sent' | 'sent with a rush'
}

/** Every state that a quote and a job can be in, and one that waits to be invoiced. */
const plan: readonly DemoQuote[] = [
  {
    title: 'Homecoming tees',
    sentDaysAgo: 24,
    answer: 'accepted',
    depositPercent: 50,
    job: { status: 'completed', dueInDays: -6 },
    invoice: 'sent with a rush',
  },
  {
    title: 'Summer league jerseys',
    sentDaysAgo: 40,
    validForDays: 21,
    answer: { declined: 'Went with the shop that sponsors the league' },
  },
  { title: 'Anniversary run', sentDaysAgo: 38, validForDays: 30 },
  {
    title: 'Staff shirts, second order',
    sentDaysAgo: 15,
    answer: 'accepted',
    job: {
      status: 'finishing',
      dueInDays: 1,
      notes: 'Fold and bag by size. Pickup by the back door after four.',
    },
    invoice: 'draft',
  },
  {
    title: 'Winter festival',
    sentDaysAgo: 12,
    answer: 'accepted',
    depositPercent: 50,
    job: { status: 'in_production', dueInDays: 4, notes: 'Navy bleeds: flash twice under the white.' },
  },
  {
    title: 'Tour merchandise',
    sentDaysAgo: 11,
    revised: true,
    answer: 'accepted',
    job: { status: 'ready', dueInDays: -1, notes: 'Films are out, screens burned.' },
  },
  {
    title: 'Counter restock',
    sentDaysAgo: 9,
    answer: 'accepted',
    job: { status: 'art', dueInDays: 9, notes: 'Waiting for the vector file.' },
  },
  { title: 'Trade fair', sentDaysAgo: 6, answer: 'accepted', job: { status: 'cancelled', dueInDays: 3 } },
  {
    title: 'Booster club hoodies',
    sentDaysAgo: 3,
    answer: 'accepted',
    job: { status: 'new', dueInDays: 12 },
  },
  { title: 'Spring catalog', sentDaysAgo: 5, revised: true },
  { title: 'Volunteer shirts', sentDaysAgo: 1 },
  { title: 'Open house', sentDaysAgo: null },
]

/** Who makes the demo, and for whom. */
interface Shop {
  platen: Platen
  caller: Caller
  today: string
  trade: 'print' | 'embroidery'
  customers: readonly DemoCustomer[]
  /** Their ids, in the same order. */
  ids: readonly string[]
}

/** Makes the quotes of the demo and what came of them, each on its day; a small shop has the last few only. */
export async function makeQuotes(shop: Shop, count: number): Promise<void> {
  const random = seeded(41)
  for (const [index, quote] of plan.slice(-count).entries()) {
    const place = (index * 5 + 2) % shop.customers.length
    const customer = shop.customers[place]
    if (!customer) return
    const { lineItems, customerNotes } = demoOrder(random, customer.kind, shop.trade)
    const shipping = pick(random, ['0', '18.50', '24.00'])
    const content = { customerId: shop.ids[place] ?? '', lineItems, customerNotes, shipping }
    await makeQuote(shop, quote, content)
  }
}

/** The operations as they answer on another day. */
function onDay({ platen, caller, today }: Shop, daysAgo: number): Client {
  const clock = { ...platen.clock, today: () => addDays(today, -daysAgo) }
  return createRouterClient(router, { context: { platen: { ...platen, clock }, caller, door: 'cli' } })
}

async function makeQuote(
  shop: Shop,
  { title, sentDaysAgo, validForDays = 30, revised, answer, ...after }: DemoQuote,
  content: Parameters<Client['quotes']['create']>[0],
): Promise<void> {
  const daysAgo = sentDaysAgo ?? 0
  const { quotes } = onDay(shop, daysAgo)
  const validUntil = addDays(shop.today, validForDays - daysAgo)
  const goodwill = { description: 'Repeat customer', kind: 'percent' as const, value: '5' }
  const { id: quoteId } = await quotes.create({ ...content, title, validUntil })
  if (sentDaysAgo === null) return
  await quotes.send({ quoteId })
  if (revised) {
    const { version } = await quotes.revise({ quoteId })
    await quotes.update({ quoteId, version, discounts: [goodwill] })
    await quotes.send({ quoteId })
  }
  if (typeof answer === 'object') {
    await onDay(shop, Math.max(0, daysAgo - 5)).quotes.decline({ quoteId, reason: answer.declined })
  }
  if (answer === 'accepted') {
    const accepted = await onDay(shop, Math.max(0, daysAgo - 2)).quotes.accept({ quoteId })
    await makeWhatFollows(shop, accepted, Math.max(0, daysAgo - 2), after)
  }
}

async function makeWhatFollows(
  shop: Shop,
  { id: quoteId, total, currency, lineItems }: Quote,
  daysAgo: number,
  { depositPercent, job, invoice }: Pick<DemoQuote, 'depositPercent' | 'job' | 'invoice'>,
): Promise<void> {
  const then = onDay(shop, daysAgo)
  if (depositPercent) {
    const cents = percentHalfUp(centsOf(total), String(depositPercent), currency)
    const amount = moneyText(cents, currency)
    await then.quotes.deposit({ quoteId, amount, method: 'check', reference: '3318' })
  }
  if (job) {
    const dueDate = addDays(shop.today, job.dueInDays)
    const made = await then.jobs.create({ quoteId, dueDate, notes: job.notes ?? null })
    if (job.status !== 'new') {
      await onDay(shop, 0).jobs.update({ jobId: made.id, version: made.version, status: job.status })
    }
  }
  if (!invoice) return
  const rush = {
    kind: 'fee' as const,
    description: 'Rush, 3 working days',
    quantity: '1',
    unitPrice: '75.00',
  }
  const lines = lineItems.map(({ id: _id, lineTotal: _total, ...line }) => line)
  const changed = invoice === 'sent with a rush' ? { lineItems: [...lines, rush] } : {}
  const { invoices } = onDay(shop, 0)
  const { id: invoiceId } = await invoices.create({ quoteId, ...changed })
  if (invoice !== 'draft') await invoices.send({ invoiceId })
}
