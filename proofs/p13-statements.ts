import { addDays, addMonthsAnchored, endOfMonth } from '../invoicing/calendar/calendar.ts'
import { type Answer, codeOf, isObject, textOf } from './client.ts'
import {
  chosenStatements,
  done,
  judgeFigures,
  keep,
  type StatementGame,
  staysAsIssued,
} from './kept-statements.ts'
import { amountIn } from './money-text.ts'
import { allOf, type Figures, holds, inParallel, type Proof, type Trial } from './proof.ts'
import { type Random, randomFrom } from './random.ts'
import { expectOk, onStage, type Stage } from './stage.ts'
import { type ModelPeriod, StatementCustomer } from './statements-model.ts'

const sizes = {
  small: { customers: 12, months: 5, documents: 40 },
  full: { customers: 50, months: 20, documents: 400 },
}
const clerks = 8
const firstMonth = '2024-01-01'

/**
 * Month after month, statements are issued while clerks back-date invoices and payments into closed days, pay, void and
 * rename customers. Whatever they do, each statement stays byte for byte as it was issued, what is back-dated posts on the
 * first open day, and the next statement opens where the one before closed, with the figures of an independent model.
 */
export const statementsProof: Proof = {
  id: 'P13',
  name: 'statements',
  promise: 'Statements stay as issued, whatever is back-dated, voided or paid later',
  run: (trial) => onStage({ ...trial }, (stage) => play(stage, trial)),
}

async function play(stage: Stage, { size, seed }: Trial): Promise<Figures> {
  const { customers, months, documents } = sizes[size]
  const startedAt = Date.now()
  const random = randomFrom(seed)
  const company = await stage.company('Proof of statements')
  const game: StatementGame = {
    stage,
    company,
    clerk: company.clients.accountant,
    customers: [],
    open: [],
    today: '',
    counts: { documents: 0, backDated: 0, superseded: 0 },
  }
  for (let index = 0; index < customers; index += 1) {
    const made = await game.clerk.post('/customers', { name: `Customer ${index}` })
    game.customers.push(new StatementCustomer(textOf(expectOk(made), 'id')))
  }
  for (let month = 0; month < months; month += 1) {
    const monthStart = addMonthsAnchored(firstMonth, month, 1)
    await itIs(game, addDays(monthStart, 19))
    await bookAtOnce(game, random, documents)
    await itIs(game, addDays(endOfMonth(monthStart), 3))
    await allOf([bookAtOnce(game, random, documents), issueAll(game, random, monthStart)])
    judgeFigures(game)
    await bookAtOnce(game, random, documents / 2)
    await supersedeSome(game, random)
    judgeFigures(game)
    await inParallel(chosenStatements(game, random, 40), 8, (chosen) => staysAsIssued(game, chosen))
    await stage.verify(company)
  }
  const all = chosenStatements(game, random, Number.POSITIVE_INFINITY)
  await inParallel(all, 8, (chosen) => staysAsIssued(game, chosen))
  return {
    statements: all.length,
    ...game.counts,
    seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
  }
}

async function itIs(game: StatementGame, day: string): Promise<void> {
  game.today = day
  await game.stage.setNow(new Date(`${day}T16:00:00Z`))
}

async function bookAtOnce(game: StatementGame, random: Random, documents: number): Promise<void> {
  let left = documents
  await allOf(
    Array.from({ length: clerks }, async () => {
      const own = random.fork()
      while (left-- > 0) await book(game, own)
    }),
  )
}

/** Books one document, as likely as not of a day that is closed by now. */
async function book(game: StatementGame, random: Random): Promise<void> {
  game.counts.documents += 1
  const dice = random.integer(1, 100)
  const [chosen] = dice <= 55 ? game.open.splice(random.integer(0, game.open.length), 1) : []
  const date = addDays(game.today, -random.integer(0, 75))
  if (chosen && dice <= 15) {
    const { id, customer, totalCents } = chosen
    done(game, await game.clerk.post(`/invoices/${id}/void`, { reason: 'Proof' }))
    customer.movements.push({ column: 'invoiced', cents: -totalCents, postingDate: game.today })
  } else if (chosen) await pay(game, random, chosen, date)
  else if (dice >= 98) await rename(game, random)
  else await invoice(game, random, date)
}

async function invoice(game: StatementGame, random: Random, issueDate: string): Promise<void> {
  const customer = random.pick(game.customers)
  const totalCents = random.integer(1_000, 90_000)
  const lineItems = [{ description: 'Shirts', quantity: '1', unitPrice: amountIn(totalCents, 'USD') }]
  const draft = done(
    game,
    await game.clerk.post('/invoices', { customerId: customer.id, taxRate: '0', lineItems }),
  )
  const postingDate = await posted(game, customer, `an invoice`, issueDate, () =>
    game.clerk.post(`/invoices/${textOf(draft, 'id')}/send`, { issueDate }),
  )
  customer.movements.push({ column: 'invoiced', cents: totalCents, postingDate })
  game.open.push({ id: textOf(draft, 'id'), customer, totalCents })
}

async function pay(
  game: StatementGame,
  random: Random,
  { id, customer, totalCents }: StatementGame['open'][number],
  date: string,
): Promise<void> {
  const amountCents = Math.ceil((totalCents * random.integer(30, 130)) / 100)
  const body = { amount: amountIn(amountCents, 'USD'), method: 'check', date, keepExcessAsCredit: true }
  const postingDate = await posted(game, customer, 'a payment', date, () =>
    game.clerk.post(`/invoices/${id}/payments`, body),
  )
  customer.movements.push({ column: 'paid', cents: amountCents, postingDate })
}

/** Books a dated document, judges on which day it posts, and gives that day. */
async function posted(
  game: StatementGame,
  customer: StatementCustomer,
  what: string,
  date: string,
  request: () => Promise<Answer>,
): Promise<string> {
  const before = customer.closedDays
  const postingDate = textOf(done(game, await request()), 'postingDate')
  customer.judgePosting(what, date, postingDate, [...before, ...customer.closedDays])
  if (postingDate !== date) game.counts.backDated += 1
  return postingDate
}

async function rename(game: StatementGame, random: Random): Promise<void> {
  const { id } = random.pick(game.customers)
  const { version } = expectOk(await game.clerk.get(`/customers/${id}`)).body
  const body = { version, name: `Customer ${random.integer(1, 9_999)}` }
  const answer = await game.clerk.send({ method: 'PATCH', path: `/customers/${id}`, body })
  if (codeOf(answer) !== 'stale_version') done(game, answer)
}

/** Half of the customers get the month's statement by a run, the others one of days of their own, some after a gap. */
async function issueAll(game: StatementGame, random: Random, monthStart: string): Promise<void> {
  const month = { periodStart: monthStart, periodEnd: endOfMonth(monthStart) }
  const inRun = game.customers.filter((_, index) => index % 2 === 0)
  const alone = game.customers.filter((_, index) => index % 2 === 1)
  for (const customer of inRun) customer.closing = month.periodEnd
  const run = async () => {
    const customers = inRun.map(({ id }) => id)
    const { body } = done(game, await game.clerk.post('/statements/run', { ...month, customers }))
    const results: unknown[] = Array.isArray(body.results) ? body.results : []
    await inParallel(inRun, 4, async (customer) => {
      const result = results.filter(isObject).find(({ customerId }) => customerId === customer.id)
      holds(result?.outcome === 'done', `a run left ${customer.id} out: ${JSON.stringify(result)}`)
      const path = `/customers/${customer.id}/statements/${String(result.statementId)}`
      await keep(game, customer, month, done(game, await game.clerk.get(path)))
    })
  }
  await allOf([run(), ...alone.map((customer) => issueAlone(game, random.fork(), customer, month))])
}

async function issueAlone(
  game: StatementGame,
  random: Random,
  customer: StatementCustomer,
  { periodStart, periodEnd }: ModelPeriod,
): Promise<void> {
  const next = customer.closedThrough === null ? periodStart : addDays(customer.closedThrough, 1)
  const period = {
    periodStart: addDays(next, random.chance(0.3) ? random.integer(1, 8) : 0),
    periodEnd: addDays(periodEnd, -random.integer(0, 12)),
  }
  customer.closing = period.periodEnd
  await keep(
    game,
    customer,
    period,
    done(game, await game.clerk.post(`/customers/${customer.id}/statements`, period)),
  )
}

/** Issues some statements of periods long past anew: with the same figures, while the old one stays what it is. */
async function supersedeSome(game: StatementGame, random: Random): Promise<void> {
  const chosen = chosenStatements(game, random, 4).filter(({ statement }) => !statement.isArchived)
  await inParallel(chosen, 4, async ({ customer, statement }) => {
    const { periodStart, periodEnd } = statement
    const path = `/customers/${customer.id}/statements`
    const answer = done(game, await game.clerk.post(path, { periodStart, periodEnd }))
    statement.isArchived = true
    game.counts.superseded += 1
    await keep(game, customer, { periodStart, periodEnd }, answer)
  })
}
