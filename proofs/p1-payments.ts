import { addDays, todayIn } from '../invoicing/calendar/calendar.ts'
import { compareBooks } from './books-compare.ts'
import { type BooksGame, judged, tookPayment } from './books-game.ts'
import { BooksModel, type ModelContent, ModelInvoice } from './books-model.ts'
import { clientOf, codeOf, numberOf, textOf } from './client.ts'
import { moveCredit } from './memo-moves.ts'
import { moveMoney, sendMany } from './money-moves.ts'
import { amountIn, centsIn } from './money-text.ts'
import { allOf, type Figures, holds, inParallel, type Proof, type Trial } from './proof.ts'
import { type Random, randomFrom } from './random.ts'
import { expectOk, onStage, type Stage } from './stage.ts'

const sizes = { small: { clients: 16, operations: 3_000 }, full: { clients: 64, operations: 100_000 } }
const liveInvoices = 100
const verifyEvery = 500

/**
 * Many clients send, edit, pay, credit, write off and void the same hundred invoices at once, put one payment to several
 * of them, take allocations back, reverse and refund, one by one and in batches, through HTTP. Every 500 operations all invariants hold,
 * and the API agrees to the cent with a model that was only told the acknowledged outcomes.
 */
export const paymentsProof: Proof = {
  id: 'P1',
  name: 'payments',
  promise:
    'No cent is lost or made, whoever pays, credits, voids, reverses, refunds, sends and edits at the same time',
  run: (trial) => onStage({ ...trial }, (stage) => play(stage, trial)),
}

async function play(stage: Stage, { size, seed }: Trial): Promise<Figures> {
  const { clients, operations } = sizes[size]
  const random = randomFrom(seed)
  const game = await begin(stage, random)
  const startedAt = Date.now()
  let playingMs = 0
  const randoms = Array.from({ length: clients }, () => random.fork())
  for (let done = 0; done < operations; done += verifyEvery) {
    const playedFrom = Date.now()
    let left = Math.min(verifyEvery, operations - done)
    await allOf(
      randoms.map(async (own) => {
        while (left-- > 0) await act(game, own)
      }),
    )
    playingMs += Date.now() - playedFrom
    await stage.verify(game.company)
    await compareBooks(game, [...game.touched.invoices])
  }
  for (const id of game.model.payments.keys()) game.touched.paymentIds.add(id)
  for (const id of game.model.memos.keys()) game.touched.memoIds.add(id)
  await compareBooks(game, [...game.model.invoices.values()])
  holds(game.counts.accepted > operations / 3, `only ${game.counts.accepted} operations were accepted`)
  return {
    clients,
    operations,
    ...game.counts,
    invoices: game.model.invoices.size,
    payments: game.model.payments.size,
    memos: game.model.memos.size,
    allocations: game.model.allocations.size,
    moneyIn: amountIn(game.model.receivedCents, 'USD'),
    operationsPerSecond: Math.round((operations / playingMs) * 1000),
    seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
  }
}

async function begin(stage: Stage, random: Random): Promise<BooksGame> {
  const company = await stage.company('Proof of payments')
  const client = clientOf(stage.server.url, { apiKey: company.apiKeys.accountant })
  const customers: BooksGame['customers'] = []
  for (let index = 0; index < 12; index += 1) {
    const currency = index < 9 ? 'USD' : 'JPY'
    const made = await client.post('/customers', { name: `Customer ${index}`, defaultCurrency: currency })
    customers.push({ id: textOf(expectOk(made), 'id'), currency })
  }
  const game: BooksGame = {
    stage,
    company,
    client,
    model: new BooksModel(),
    customers,
    slots: [],
    recentPaymentIds: [],
    recentMemoIds: [],
    markedPaid: new Set(),
    refunds: [],
    counts: { accepted: 0, refused: 0, busy: 0 },
    touched: { invoices: new Set(), paymentIds: new Set(), memoIds: new Set() },
    today: todayIn('America/New_York', new Date()),
  }
  await inParallel(
    Array.from({ length: liveInvoices }, (_, slot) => slot),
    8,
    (slot) => draft(game, random, slot),
  )
  return game
}

async function draft(game: BooksGame, random: Random, slot: number): Promise<void> {
  const { id: customerId, currency } = random.pick(game.customers)
  const content = contentOf(random, customerId, currency)
  const made = expectOk(await game.client.post('/invoices', { customerId, ...bodyOf(content) }))
  const invoice = new ModelInvoice(textOf(made, 'id'), numberOf(made, 'version'), content)
  game.model.add(invoice)
  game.slots[slot] = invoice
  game.touched.invoices.add(invoice)
}

function contentOf(random: Random, customerId: string, currency: string): ModelContent {
  const amount = (least: number, most: number) =>
    amountIn(random.integer(least, most) * (currency === 'JPY' ? 100 : 1), currency)
  return {
    customerId,
    totals: {
      currency,
      lineItems: Array.from({ length: random.integer(1, 3) }, () => ({
        quantity: random.pick(['1', '2', '7', '24', '1.5', '0.3333']),
        unitPrice: amount(100, 20_000),
        taxable: random.chance(0.7),
        taxRate: random.pick([null, '6', '8.875']),
      })),
      discounts: random.chance(0.3) ? [{ kind: 'percent', value: random.pick(['5', '12.5', '33.33']) }] : [],
      shipping: random.chance(0.3) ? amount(100, 3_000) : '0',
      shippingTaxable: random.chance(0.5),
      taxRate: '8.25',
    },
  }
}

function bodyOf({ totals }: ModelContent): Record<string, unknown> {
  const { currency: _, lineItems, discounts, ...rest } = totals
  return {
    ...rest,
    lineItems: lineItems.map((line) => ({ ...line, description: 'Shirts' })),
    discounts: discounts.map((discount) => ({ ...discount, description: 'Rebate' })),
  }
}

/** One operation of one client: on one of all invoices, or often on one of the few that everybody fights over. */
async function act(game: BooksGame, random: Random): Promise<void> {
  const slot = random.chance(0.4) ? random.integer(0, 3) : random.integer(0, game.slots.length - 1)
  const invoice = game.slots[slot]
  if (!invoice) throw new Error('A slot is empty')
  game.touched.invoices.add(invoice)
  const status = game.model.status(invoice)
  const isOver = status === 'paid' || status === 'void'
  if (isOver && random.chance(0.6)) return draft(game, random, slot)
  const dice = random.integer(1, 100)
  if (status === 'draft') {
    if (dice <= 8) return sendMany(game, random)
    if (dice <= 55) return send(game, random, invoice)
    if (dice <= 80) return edit(game, random, invoice)
    return dice <= 90 ? pay(game, random, invoice) : voidIt(game, invoice)
  }
  if (dice <= 38) return pay(game, random, invoice)
  if (dice <= 72) return moveMoney(game, random, invoice)
  if (dice <= 88) return moveCredit(game, random, invoice)
  if (dice <= 94) return voidIt(game, invoice)
  return dice <= 97 ? send(game, random, invoice) : edit(game, random, invoice)
}

async function pay(game: BooksGame, random: Random, invoice: ModelInvoice): Promise<void> {
  const step = invoice.currency === 'JPY' ? 100 : 1
  const steps = Math.max(1, game.model.balanceCents(invoice) / step)
  const keepExcessAsCredit = random.chance(0.4)
  const kind = random.integer(1, 10)
  const part = random.integer(1, Math.max(1, Math.floor(steps / 4)))
  const amountCents = (kind <= 5 ? part : kind <= 8 ? steps : steps + random.integer(1, 5_000)) * step
  const answer = await game.client.post(`/invoices/${invoice.id}/payments`, {
    amount: amountIn(amountCents, invoice.currency),
    method: random.pick(['check', 'cash', 'ach']),
    date: addDays(game.today, -random.integer(0, 30)),
    keepExcessAsCredit,
  })
  if (!judged(game, answer, 'pay', ['payment_exceeds_balance', 'invoice_not_open'])) {
    if (codeOf(answer) !== 'payment_exceeds_balance') return
    // With the excess to keep, only an invoice on which nothing is left takes none. That is judged when nothing runs.
    if (keepExcessAsCredit) invoice.wasToldPaid = true
    else invoice.smallestRefusedCents = Math.min(invoice.smallestRefusedCents, amountCents)
    return
  }
  const told = tookPayment(game, answer)
  holds(told.amountCents === amountCents, 'a payment was recorded with another amount')
  holds(
    keepExcessAsCredit || centsIn(textOf(answer, 'unappliedAmount')) === 0,
    'a payment above the balance was taken without being told to keep the excess',
  )
}

async function send(game: BooksGame, random: Random, invoice: ModelInvoice): Promise<void> {
  const answer = await game.client.post(`/invoices/${invoice.id}/send`, {
    issueDate: addDays(game.today, -random.integer(0, 60)),
  })
  if (judged(game, answer, 'send', ['invoice_not_draft'])) {
    holds(!invoice.isSent, `invoice ${invoice.id} was sent twice`)
    invoice.isSent = true
  }
}

async function edit(game: BooksGame, random: Random, invoice: ModelInvoice): Promise<void> {
  const ofCurrency = game.customers.filter(({ currency }) => currency === invoice.currency)
  const moves = random.chance(0.3)
  const customerId = moves ? random.pick(ofCurrency).id : invoice.customerId
  const content = contentOf(random, customerId, invoice.currency)
  const { version } = invoice
  const answer = await game.client.send({
    method: 'PATCH',
    path: `/invoices/${invoice.id}`,
    body: { version, customerId, ...bodyOf(content) },
  })
  if (judged(game, answer, 'edit', ['invoice_not_draft', 'stale_version'])) {
    holds(numberOf(answer, 'version') === version + 1, `an edit of version ${version} made another version`)
    invoice.edited(version + 1, content)
  }
}

const refusedVoids = [
  'invoice_already_void',
  'invoice_paid',
  'invoice_has_credit_memo',
  'invoice_written_off',
]

async function voidIt(game: BooksGame, invoice: ModelInvoice): Promise<void> {
  const answer = await game.client.post(`/invoices/${invoice.id}/void`, { reason: 'Proof' })
  if (judged(game, answer, 'void', refusedVoids)) {
    holds(!invoice.isVoid, `invoice ${invoice.id} was voided twice`)
    invoice.isVoid = true
  }
}
