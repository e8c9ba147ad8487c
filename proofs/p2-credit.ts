import { numberOf, textOf } from './client.ts'
import { asked, type CreditGame, changed } from './credit-game.ts'
import { changeLimits, setLimit } from './credit-limit-changes.ts'
import { CreditLog } from './credit-log.ts'
import { amountIn, centsIn } from './money-text.ts'
import { allOf, type Figures, holds, inParallel, type Proof, type Trial } from './proof.ts'
import { type Random, randomFrom } from './random.ts'
import { expectOk, onStage, type Stage } from './stage.ts'

const sizes = {
  small: { clients: 16, operationsEach: 60, rounds: 4 },
  full: { clients: 64, operationsEach: 1_000, rounds: 20 },
}
const customers = 20
/** Half of all goes to so few customers that clients meet on them. */
const busyCustomers = 3

/**
 * Many clients draft, edit and send invoices for twenty customers at once, take payments and void, while limits are set,
 * begin, end and are revoked. After each round, and after all clients at once sent the one that still fitted, the audit
 * log is read: in its order each grant and each refusal is judged by the balance and the limits of that moment.
 */
export const creditProof: Proof = {
  id: 'P2',
  name: 'credit',
  promise: 'The credit limit holds, whoever drafts, edits, sends and changes limits at the same time',
  run: (trial) => onStage({ ...trial }, (stage) => play(stage, trial)),
}

interface Draft {
  id: string
  customerId: string
  version: number
  totalCents: number
}

/** What one client has to work on; the contention is on the customers. */
interface Desk {
  random: Random
  drafts: Draft[]
  open: Draft[]
}

async function play(stage: Stage, { size, seed }: Trial): Promise<Figures> {
  const { clients, operationsEach, rounds } = sizes[size]
  const startedAt = Date.now()
  const random = randomFrom(seed)
  const game = await begin(stage, random)
  const desks: Desk[] = Array.from({ length: clients }, () => ({
    random: random.fork(),
    drafts: [],
    open: [],
  }))
  for (let round = 0; round < rounds; round += 1) {
    await allOf(
      desks.map(async (desk) => {
        for (let done = 0; done < operationsEach / rounds; done += 1) await act(game, desk)
      }),
    )
    await rush(game, desks)
    await game.log.judge()
    await compare(game)
    await stage.verify(game.company)
  }
  const { overridden } = game.log
  holds(game.counts.refused > 0 && overridden > 0, 'nothing was refused or overridden: nothing was judged')
  return {
    clients,
    operations: clients * operationsEach,
    customers,
    ...game.counts,
    overridden,
    seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
  }
}

async function begin(stage: Stage, random: Random): Promise<CreditGame> {
  const company = await stage.company('Proof of credit limits')
  const game: CreditGame = {
    stage,
    company,
    customerIds: [],
    log: new CreditLog(stage.admin, company.id),
    revocable: [],
    counts: { granted: 0, refused: 0, busy: 0, limitsChanged: 0 },
  }
  await game.log.synchronise()
  for (let index = 0; index < customers; index += 1) {
    const made = await company.clients.accountant.post('/customers', { name: `Customer ${index}` })
    game.customerIds.push(textOf(expectOk(made), 'id'))
  }
  await inParallel(game.customerIds, 4, async (customerId) => {
    await setLimit(game, customerId, { limitAmount: amountIn(random.integer(300, 1_500) * 100, 'USD') })
  })
  return game
}

async function act(game: CreditGame, desk: Desk): Promise<void> {
  const { random } = desk
  const dice = random.integer(1, 100)
  const draft = desk.drafts[0]
  const open = desk.open[0]
  if (dice <= 10) return changeLimits(game, random, customerFor(game, random))
  if (dice <= 28 && open) return pay(game, desk, open)
  if (dice <= 32 && open) return voidIt(game, desk, open)
  if (dice <= 45 && draft) return edit(game, desk, draft)
  if (dice <= 75 && draft) return send(game, desk, draft)
  const drafted = await create(game, random, customerFor(game, random), random.integer(2_000, 40_000))
  if (drafted) desk.drafts.push(drafted)
}

function customerFor({ customerIds }: CreditGame, random: Random): string {
  return random.pick(random.chance(0.5) ? customerIds.slice(0, busyCustomers) : customerIds)
}

const contentOf = (totalCents: number) => ({
  taxRate: '0',
  lineItems: [{ description: 'Shirts', quantity: '1', unitPrice: amountIn(totalCents, 'USD') }],
})

async function create(
  game: CreditGame,
  random: Random,
  customerId: string,
  totalCents: number,
): Promise<Draft | null> {
  const about = { customerId, totalCents }
  const answer = await asked(game, random, 'invoices.create', about, (client, override) =>
    client.post('/invoices', { customerId, ...contentOf(totalCents), ...override }),
  )
  return answer && { ...about, id: textOf(answer, 'id'), version: numberOf(answer, 'version') }
}

async function edit(game: CreditGame, { random }: Desk, draft: Draft): Promise<void> {
  const customerId = random.chance(0.3) ? customerFor(game, random) : draft.customerId
  const totalCents = random.integer(2_000, 40_000)
  const about = { customerId, totalCents }
  const body = { version: draft.version, customerId, ...contentOf(totalCents) }
  const answer = await asked(game, random, 'invoices.update', about, (client, override) =>
    client.send({ method: 'PATCH', path: `/invoices/${draft.id}`, body: { ...body, ...override } }),
  )
  if (answer) Object.assign(draft, { ...about, version: numberOf(answer, 'version') })
}

async function send(game: CreditGame, desk: Desk, draft: Draft): Promise<void> {
  // One that is refused goes to the end, so that another customer's turn comes.
  desk.drafts = desk.drafts.filter((other) => other !== draft)
  const answer = await asked(game, desk.random, 'invoices.send', draft, (client, override) =>
    client.post(`/invoices/${draft.id}/send`, override),
  )
  if (answer) desk.open.push(draft)
  else desk.drafts.push(draft)
}

/** Takes money: a part, all, or more, which stays on account and makes room too. */
async function pay(game: CreditGame, { random, open }: Desk, invoice: Draft): Promise<void> {
  const { id, customerId, totalCents } = invoice
  const amountCents = Math.ceil((totalCents * random.integer(50, 120)) / 100)
  const body = { amount: amountIn(amountCents, 'USD'), method: 'check', keepExcessAsCredit: true }
  const paid = await changed(game, 'payments.record', { customerId, byCents: -amountCents }, () =>
    game.company.clients.accountant.post(`/invoices/${id}/payments`, body),
  )
  if (paid) open.splice(open.indexOf(invoice), 1)
}

async function voidIt(game: CreditGame, { open }: Desk, invoice: Draft): Promise<void> {
  const { id, customerId, totalCents } = invoice
  const voided = await changed(game, 'invoices.void', { customerId, byCents: -totalCents }, () =>
    game.company.clients.accountant.post(`/invoices/${id}/void`, { reason: 'Proof' }),
  )
  if (voided) open.splice(open.indexOf(invoice), 1)
}

/** All clients at once send an invoice to a new customer, of whose invoices the limit has room for two. */
async function rush(game: CreditGame, desks: readonly Desk[]): Promise<void> {
  const { accountant } = game.company.clients
  const customerId = textOf(
    expectOk(await accountant.post('/customers', { name: 'Customer in a rush' })),
    'id',
  )
  await setLimit(game, customerId, { limitAmount: '250.00' })
  const drafts = new Map<Desk, Draft>()
  await inParallel(desks, 8, async (desk) => {
    const draft = await create(game, desk.random, customerId, 10_000)
    if (draft) drafts.set(desk, draft)
  })
  await allOf([...drafts].map(([desk, draft]) => send(game, desk, draft)))
  game.customerIds.push(customerId)
}

/** Nothing runs now: the API tells the balance that the judged grants add up to. */
async function compare(game: CreditGame): Promise<void> {
  await inParallel(game.customerIds, 8, async (id) => {
    const told = centsIn(
      textOf(expectOk(await game.company.clients.viewer.get(`/customers/${id}/balance`)), 'balance'),
    )
    const known = game.log.balanceCents(id)
    holds(told === known, `customer ${id} owes ${told} cents, and ${known} were acknowledged`)
  })
}
