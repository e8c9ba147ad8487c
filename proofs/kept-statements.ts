import { createHash } from 'node:crypto'
import { addDays } from '../invoicing/calendar/calendar.ts'
import { type Answer, type Client, textOf } from './client.ts'
import { holds } from './proof.ts'
import type { Random } from './random.ts'
import { expectOk, type Stage, type StageCompany } from './stage.ts'
import type { IssuedStatement, ModelPeriod, StatementCustomer } from './statements-model.ts'

/** The state of a run. */
export interface StatementGame {
  stage: Stage
  company: StageCompany
  clerk: Client
  customers: StatementCustomer[]
  /** Invoices that can be paid or voided. */
  open: { id: string; customer: StatementCustomer; totalCents: number }[]
  today: string
  counts: { documents: number; backDated: number; superseded: number }
}

/** The answer to a step that nothing may refuse. */
export function done(game: StatementGame, answer: Answer): Answer {
  holds(
    answer.status === 200 || answer.status === 201,
    () => `a step was answered ${answer.status}: ${answer.text.slice(0, 300)}\n${game.stage.server.log()}`,
  )
  return answer
}

/** Keeps a statement as it is told first; its figures are judged when nothing is under way. */
export async function keep(
  game: StatementGame,
  customer: StatementCustomer,
  period: ModelPeriod,
  answer: Answer,
): Promise<void> {
  const path = `/customers/${customer.id}/statements/${textOf(answer, 'id')}`
  customer.statements.push({
    ...period,
    id: textOf(answer, 'id'),
    path,
    closing: textOf(answer, 'closingBalance'),
    checksum: textOf(answer, 'checksum'),
    reply: replyOf(answer),
    file: expectOk(await game.clerk.get(`${path}/csv`)).text,
    isArchived: false,
    isJudged: false,
  })
  if (customer.closedThrough === null || customer.closedThrough < period.periodEnd) {
    customer.closedThrough = period.periodEnd
  }
  customer.closing = null
}

/** A reply but for what archiving changes. */
function replyOf({ body: { archivedAt: _, ...issued } }: Answer): string {
  return JSON.stringify(issued)
}

export function chosenStatements(game: StatementGame, random: Random, most: number): Chosen[] {
  const all = game.customers.flatMap((customer) =>
    customer.statements.map((statement) => ({ customer, statement })),
  )
  while (all.length > most) all.splice(random.integer(0, all.length - 1), 1)
  return all
}

interface Chosen {
  customer: StatementCustomer
  statement: IssuedStatement
}

/** Judges the figures of the statements issued since the last time, from all movements that were acknowledged. */
export function judgeFigures(game: StatementGame): void {
  for (const customer of game.customers) {
    for (const statement of customer.statements.filter(({ isJudged }) => !isJudged)) {
      const told: Record<string, unknown> = JSON.parse(statement.reply)
      const known = customer.figuresOf(statement)
      const before = customer.predecessorOf(statement)
      const name = `the statement of ${statement.periodStart} to ${statement.periodEnd}`
      holds(
        before?.periodEnd !== addDays(statement.periodStart, -1) || told.openingBalance === before.closing,
        `${name} opens with ${told.openingBalance}, and the one before closed with ${before?.closing}`,
      )
      for (const [field, figure] of Object.entries(known)) {
        holds(told[field] === figure, `${name} tells ${field} ${told[field]}, the model knows ${figure}`)
      }
      statement.isJudged = true
    }
  }
}

export async function staysAsIssued(game: StatementGame, { customer, statement }: Chosen): Promise<void> {
  const name = `the statement of ${statement.periodStart} to ${statement.periodEnd}`
  const told = expectOk(await game.clerk.get(statement.path))
  holds(replyOf(told) === statement.reply, `${name} was ${statement.reply}, and is ${replyOf(told)}`)
  const checksum = createHash('sha256').update(textOf(told, 'content')).digest('hex')
  holds(checksum === statement.checksum, `the text of ${name} has another checksum than it tells`)
  holds(
    (told.body.archivedAt !== null) === statement.isArchived,
    `${name} is archived at ${told.body.archivedAt}`,
  )
  const { text } = expectOk(await game.clerk.get(`${statement.path}/csv`))
  holds(text === statement.file, `the file of ${name} was ${statement.file}, and is ${text}`)
  const asOf = await game.clerk.get(`/customers/${customer.id}/balance?asOf=${statement.periodEnd}`)
  const balance = textOf(expectOk(asOf), 'balance')
  holds(
    balance === statement.closing,
    `${name} closed with ${statement.closing}; that day's balance is told as ${balance}`,
  )
}
