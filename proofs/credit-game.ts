import { type Answer, type Client, codeOf, textOf } from './client.ts'
import type { CreditLog } from './credit-log.ts'
import type { Ask } from './credit-timeline.ts'
import { holds } from './proof.ts'
import type { Random } from './random.ts'
import type { Stage, StageCompany } from './stage.ts'

export interface StandingLimit {
  id: string
  customerId: string
}

/** The state of a run, and what is asked of it: every answer goes to the log, which judges it. */
export interface CreditGame {
  stage: Stage
  company: StageCompany
  customerIds: string[]
  log: CreditLog
  /** Approved limits that may still be revoked. */
  revocable: StandingLimit[]
  counts: { granted: number; refused: number; busy: number; limitsChanged: number }
}

/** Asks for something that the limit is to judge, and keeps what came of it for the judgement. */
export async function asked(
  game: CreditGame,
  random: Random,
  operation: 'invoices.create' | 'invoices.update' | 'invoices.send',
  about: { customerId: string; totalCents: number },
  request: (client: Client, override: object) => Promise<Answer>,
): Promise<Answer | null> {
  const isPermitted = random.chance(0.5)
  const override = random.chance(0.12) ? { reason: `Reason ${random.integer(1, 999)}`, isPermitted } : null
  const { owner, sales } = game.company.clients
  const { result, span } = await game.log.timed(() =>
    request(isPermitted ? owner : sales, override ? { override: { reason: override.reason } } : {}),
  )
  const { customerId, totalCents } = about
  const ask: Ask = { ...span, customerId, totalCents, what: operation, override }
  if (isDone(result)) {
    const byCents = operation === 'invoices.send' ? totalCents : 0
    game.log.done({ ...span, operation, entityId: textOf(result, 'id'), customerId, byCents, ask })
    game.counts.granted += 1
    return result
  }
  if (codeOf(result) === 'busy') {
    game.counts.busy += 1
    return null
  }
  // Whoever may override is never refused; whoever may not is told that this is what they lack.
  const refusal = override ? 'forbidden' : 'credit_limit_exceeded'
  holds(
    codeOf(result) === refusal && !(override && isPermitted),
    () =>
      `${operation} was answered ${result.status}: ${result.text.slice(0, 200)}\n${game.stage.server.log()}`,
  )
  game.log.refused(ask)
  game.counts.refused += 1
  return null
}

const isDone = ({ status }: Answer) => status === 200 || status === 201

/** A change that no limit judges. */
export async function changed(
  game: CreditGame,
  operation: string,
  about: { customerId: string; byCents: number },
  request: () => Promise<Answer>,
): Promise<Answer | null> {
  const { result, span } = await game.log.timed(request)
  if (isDone(result)) {
    game.log.done({ ...span, ...about, operation, entityId: textOf(result, 'id'), ask: null })
    return result
  }
  const isBusy = codeOf(result) === 'busy'
  if (isBusy) game.counts.busy += 1
  // On a slow machine a limit is over before it has begun.
  holds(
    isBusy || codeOf(result) === 'expires_before_effective',
    () =>
      `${operation} was answered ${result.status}: ${result.text.slice(0, 200)}\n${game.stage.server.log()}`,
  )
  return null
}
