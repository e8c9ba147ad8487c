import { addDays, todayIn } from '../invoicing/calendar/calendar.ts'
import { amountIn, BooksModel, centsIn, type ModelContent, ModelInvoice } from './books-model.ts'
import { type Answer, type Client, clientOf, codeOf, isObject, numberOf, textOf } from './client.ts'
import { allOf, type Figures, holds, inParallel, Miss, type Proof, type Trial } from './proof.ts'
import { type Random, randomFrom } from './random.ts'
import { expectOk, onStage, type Stage, type StageCompany } from './stage.ts'

const sizes = { small: { clients: 16, operations: 3_000 }, full: { clients: 64, operations: 100_000 } }
const liveInvoices = 100
const verifyEvery = 500

/**
 * Many clients send, edit, pay and void the same hundred invoices at once, through HTTP. Every 500 operations all
 * invariants hold, and the API agrees to the cent with a model that was only told the acknowledged outcomes.
 */
export const paymentsProof: Proof = {
  id: 'P1',
  name: 'payments',
  promise: 'No cent is lost or made, whoever pays, voids, sends and edits at the same time',
  run: (trial) => onStage({ ...trial }, (stage) => play(stage, trial)),
}

interface Game {
  stage: Stage
  company: StageCompany
  client: Client
  model: BooksModel
  customers: { id: string; currency: string }[]
  slots: ModelInvoice[]
  counts: { accepted: number; refused: number; busy: number }
  /** Invoices that may differ from what was compared before. */
  touched: Set<ModelInvoice>
  today: string
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
    await compare(game, [...game.touched])
  }
  await compare(game, [...game.model.invoices.values()])
  holds(game.counts.accepted > operations / 3, `only ${game.counts.accepted} operations were accepted`)
  return {
    clients,
    operations,
    ...game.counts,
    invoices: game.model.invoices.size,
    moneyIn: amountIn(game.model.receivedCents, 'USD'),
    operationsPerSecond: Math.round((operations / playingMs) * 1000),
    seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
  }
}

async function begin(stage: Stage, random: Random): Promise<Game> {
  const company = await stage.company('Proof of payments')
  const client = clientOf(stage.server.url, { apiKey: company.apiKeys.accountant })
  const customers: Game['customers'] = []
  for (let index = 0; index < 12; index += 1) {
    const currency = index < 9 ? 'USD' : 'JPY'
    const made = await client.post('/customers', { name: `Customer ${index}`, defaultCurrency: currency })
    customers.push({ id: textOf(expectOk(made), 'id'), currency })
  }
  const game: Game = {
    stage,
    company,
    client,
    model: new BooksModel(),
    customers,
    slots: [],
    counts: { accepted: 0, refused: 0, busy: 0 },
    touched: new Set(),
    today: todayIn('America/New_York', new Date()),
  }
  await inParallel(
    Array.from({ length: liveInvoices }, (_, slot) => slot),
    8,
    (slot) => draft(game, random, slot),
  )
  return game
}

async function draft(game: Game, random: Random, slot: number): Promise<void> {
  const { id: customerId, currency } = random.pick(game.customers)
  const content = contentOf(random, customerId, currency)
  const made = expectOk(await game.client.post('/invoices', { customerId, ...bodyOf(content) }))
  const invoice = new ModelInvoice(textOf(made, 'id'), numberOf(made, 'version'), content)
  game.model.add(invoice)
  game.slots[slot] = invoice
  game.touched.add(invoice)
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
async function act(game: Game, random: Random): Promise<void> {
  const slot = random.chance(0.4) ? random.integer(0, 3) : random.integer(0, game.slots.length - 1)
  const invoice = game.slots[slot]
  if (!invoice) throw new Error('A slot is empty')
  game.touched.add(invoice)
  const isOver = invoice.status === 'paid' || invoice.status === 'void'
  if (isOver && random.chance(0.6)) return draft(game, random, slot)
  const dice = random.integer(1, 100)
  if (invoice.status === 'draft') {
    if (dice <= 55) return send(game, random, invoice)
    if (dice <= 80) return edit(game, random, invoice)
    return dice <= 90 ? pay(game, random, invoice) : voidIt(game, invoice)
  }
  if (dice <= 88) return pay(game, random, invoice)
  if (dice <= 94) return voidIt(game, invoice)
  return dice <= 97 ? send(game, random, invoice) : edit(game, random, invoice)
}

async function pay(game: Game, random: Random, invoice: ModelInvoice): Promise<void> {
  const { mostOpenCents } = invoice
  const step = invoice.currency === 'JPY' ? 100 : 1
  const steps = Math.max(1, invoice.balanceCents / step)
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
  const unappliedCents = centsIn(textOf(answer, 'unappliedAmount'))
  holds(centsIn(textOf(answer, 'amount')) === amountCents, 'a payment was recorded with another amount')
  holds(
    keepExcessAsCredit || unappliedCents === 0,
    'a payment above the balance was taken without being told to keep the excess',
  )
  game.model.paid(invoice, amountCents, amountCents - unappliedCents, mostOpenCents)
}

async function send(game: Game, random: Random, invoice: ModelInvoice): Promise<void> {
  const answer = await game.client.post(`/invoices/${invoice.id}/send`, {
    issueDate: addDays(game.today, -random.integer(0, 60)),
  })
  if (judged(game, answer, 'send', ['invoice_not_draft'])) {
    holds(!invoice.isSent, `invoice ${invoice.id} was sent twice`)
    invoice.isSent = true
  }
}

async function edit(game: Game, random: Random, invoice: ModelInvoice): Promise<void> {
  const ofCurrency = game.customers.filter(({ currency }) => currency === invoice.currency)
  const moves = random.chance(0.3)
  const customerId = moves ? random.pick(ofCurrency).id : invoice.customerId
  const content = contentOf(random, customerId, invoice.currency)
  const { version } = invoice
  invoice.editsUnderWay += 1
  const answer = await game.client.send({
    method: 'PATCH',
    path: `/invoices/${invoice.id}`,
    body: { version, customerId, ...bodyOf(content) },
  })
  invoice.editsUnderWay -= 1
  if (judged(game, answer, 'edit', ['invoice_not_draft', 'stale_version'])) {
    holds(numberOf(answer, 'version') === version + 1, `an edit of version ${version} made another version`)
    invoice.edited(version + 1, content)
  }
}

async function voidIt(game: Game, invoice: ModelInvoice): Promise<void> {
  const answer = await game.client.post(`/invoices/${invoice.id}/void`, { reason: 'Proof' })
  if (judged(game, answer, 'void', ['invoice_already_void', 'invoice_paid'])) {
    holds(!invoice.isVoid, `invoice ${invoice.id} was voided twice`)
    invoice.isVoid = true
  }
}

/** Whether an operation was done. What is neither done nor refused for a known reason breaks the promise. */
function judged(game: Game, answer: Answer, what: string, refusals: readonly string[]): boolean {
  if (answer.status === 200 || answer.status === 201) {
    game.counts.accepted += 1
    return true
  }
  const code = codeOf(answer)
  if (code === 'busy') game.counts.busy += 1
  else if (refusals.includes(code)) game.counts.refused += 1
  else
    throw new Miss(
      `${what} was answered ${answer.status}: ${answer.text.slice(0, 200)}\n${game.stage.server.log()}`,
    )
  return false
}

/** Nothing runs now: what the API tells must be what the model knows, to the cent. */
async function compare(game: Game, invoices: readonly ModelInvoice[]): Promise<void> {
  await inParallel(invoices, 8, async (known) => {
    const told = expectOk(await game.client.get(`/invoices/${known.id}`))
    const differences = [
      ['status', textOf(told, 'status'), known.status],
      ['total', centsIn(textOf(told, 'total')), known.totalCents],
      ['customerId', textOf(told, 'customerId'), known.customerId],
      ['balanceDue', centsIn(textOf(told, 'balanceDue')), known.balanceCents],
      ['amountPaid', centsIn(textOf(told, 'amountPaid')), known.isVoid ? 0 : known.appliedCents],
    ].filter(([, api, model]) => api !== model)
    holds(differences.length === 0, () => {
      const text = differences.map(([field, api, model]) => `${field} is ${api}, the model knows ${model}`)
      return `invoice ${textOf(told, 'invoiceNumber')}: ${text.join('; ')}`
    })
    holds(
      known.isVoid || known.smallestRefusedCents > known.balanceCents,
      `a payment of ${known.smallestRefusedCents} cents was refused, and ${known.balanceCents} are still open`,
    )
    holds(
      !known.wasToldPaid || known.status === 'paid',
      `${known.id} was called paid, and is ${known.status}`,
    )
    known.smallestRefusedCents = Number.POSITIVE_INFINITY
    // The version moves with every change; the next edit is based on what stands.
    known.sawVersion(numberOf(told, 'version'))
  })
  game.touched.clear()
  for (const { id } of game.customers) {
    const told = expectOk(await game.client.get(`/customers/${id}/balance`))
    const known = game.model.customer(id)
    holds(isObject(told.body), 'a balance is no object')
    const open = centsIn(textOf(told, 'openInvoices'))
    const unapplied = centsIn(textOf(told, 'unappliedCredit'))
    holds(
      open === known.openCents && unapplied === known.unappliedCents,
      `customer ${id} owes ${open} and has ${unapplied} unapplied; the model knows ${known.openCents} and ${known.unappliedCents}`,
    )
    const balance = centsIn(textOf(told, 'balance'))
    holds(balance === known.openCents - known.unappliedCents, `the balance of ${id} is ${balance}`)
  }
}
