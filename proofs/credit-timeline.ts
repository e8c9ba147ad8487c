import { amountIn } from './money-text.ts'
import { holds } from './proof.ts'

/** A limit as the database keeps it; instants in milliseconds, with their fractions. */
export interface TimelineLimit {
  id: string
  amountCents: number
  effectiveAt: number
  expiresAt: number | null
  createdAt: number
  isApproved: boolean
}

/** A span of the server's clock in which something happened; when exactly, only the server knows. */
export interface Span {
  from: number
  until: number
}

/** What was asked: an invoice of this total for this customer, perhaps whatever the limit says. */
export interface Ask extends Span {
  what: string
  customerId: string
  totalCents: number
  override: { reason: string; isPermitted: boolean } | null
}

/** The override that the audit log tells. */
export interface AuditedOverride {
  reason: string
  exposureCents: number
  limitCents: number
}

/** How a customer stood from one change to the next. */
interface Standing extends Span {
  balanceCents: number
  limits: readonly TimelineLimit[]
}

/**
 * A customer's balance and limits, change by change in the order of the audit log, which the lock on the customer makes
 * the order in which things happened. What was granted and what was refused is judged by it, both ways: nothing above the
 * limit in force passes without an audited override, and nothing below it is refused.
 */
export class CreditTimeline {
  readonly #standings: Standing[] = [
    { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY, balanceCents: 0, limits: [] },
  ]
  /** No judgement of what comes next was made before this. */
  #latest = Number.NEGATIVE_INFINITY

  get balanceCents(): number {
    return this.#now.balanceCents
  }

  get #now(): Standing {
    const standing = this.#standings.at(-1)
    if (!standing) throw new Error('A customer always stands somewhere')
    return standing
  }

  /** An operation on this customer whose transaction began at `startedAt`, which was answered at `answeredAt`. */
  changed(
    { startedAt, answeredAt }: { startedAt: number; answeredAt: number },
    change: { byCents?: number; limits?: (standing: readonly TimelineLimit[]) => readonly TimelineLimit[] },
  ): void {
    this.happened(startedAt)
    const before = this.#now
    before.until = answeredAt
    this.#standings.push({
      from: startedAt,
      until: Number.POSITIVE_INFINITY,
      balanceCents: before.balanceCents + (change.byCents ?? 0),
      limits: change.limits?.(before.limits) ?? before.limits,
    })
  }

  /** Whatever comes later in the log was judged after this transaction began. */
  happened(startedAt: number): void {
    this.#latest = Math.max(this.#latest, startedAt)
  }

  /** Judges what was granted at this place of the log. */
  granted(ask: Ask, audited: AuditedOverride | null): void {
    const { balanceCents, limits } = this.#now
    const exposureCents = balanceCents + ask.totalCents
    const inForce = limitsInForce(limits, { from: Math.max(ask.from, this.#latest), until: ask.until })
    const told = `${ask.what} of ${amountIn(ask.totalCents, 'USD')} was granted at a balance of ${signed(balanceCents)}, with a limit of ${inForce.map(limitText).join(' or ')}`
    if (audited === null) {
      holds(
        inForce.some((limitCents) => limitCents === null || exposureCents <= limitCents),
        `${told}: over the limit, and no override is audited`,
      )
      return
    }
    holds(ask.override?.isPermitted === true, `${told}, by an override of somebody who may not`)
    holds(audited.reason === ask.override.reason, `${told}, for the reason "${audited.reason}"`)
    holds(
      audited.exposureCents === exposureCents,
      `${told}; the audited exposure is ${signed(audited.exposureCents)}`,
    )
    holds(
      inForce.includes(audited.limitCents) && exposureCents > audited.limitCents,
      `${told}; the override is audited against ${limitText(audited.limitCents)}`,
    )
  }

  /** Judges what was refused: at some moment between question and answer it must have been too much. */
  refused(ask: Ask): void {
    const near = this.#standings
      .filter(({ from, until }) => from <= ask.until && until >= ask.from)
      .map(({ from, balanceCents, limits }) => ({
        balanceCents,
        inForce: limitsInForce(limits, { from: Math.max(ask.from, from), until: ask.until }),
      }))
    const wasTooMuch = near.some(({ balanceCents, inForce }) =>
      inForce.some((limitCents) => limitCents !== null && balanceCents + ask.totalCents > limitCents),
    )
    holds(wasTooMuch, () => {
      const stood = near.map(
        ({ balanceCents, inForce }) => `${signed(balanceCents)} of ${inForce.map(limitText).join(' or ')}`,
      )
      return `${ask.what} of ${amountIn(ask.totalCents, 'USD')} was refused, and would have fitted: ${stood.join(', then ')}`
    })
  }

  /** Forgets what lies before; nothing of it is under way any more. */
  settle(): void {
    this.#standings.splice(0, this.#standings.length - 1)
  }
}

/**
 * Every limit that was in force at some moment of a span, null for none. In force is what is approved, has begun and has
 * not ended; among those the one that began last.
 */
export function limitsInForce(limits: readonly TimelineLimit[], { from, until }: Span): (number | null)[] {
  const approved = limits.filter(({ isApproved }) => isApproved)
  const boundaries = approved.flatMap(({ effectiveAt, expiresAt }) => [effectiveAt, expiresAt ?? from])
  const moments = [from, ...boundaries.filter((moment) => moment > from && moment <= until)]
  return [...new Set(moments.map((moment) => limitAt(approved, moment)))]
}

function limitAt(approved: readonly TimelineLimit[], moment: number): number | null {
  const running = approved.filter(
    ({ effectiveAt, expiresAt }) => effectiveAt <= moment && (expiresAt === null || expiresAt > moment),
  )
  const [latest] = running.sort(
    (one, other) => other.effectiveAt - one.effectiveAt || other.createdAt - one.createdAt,
  )
  return latest?.amountCents ?? null
}

function signed(cents: number): string {
  return cents < 0 ? `-${amountIn(-cents, 'USD')}` : amountIn(cents, 'USD')
}

function limitText(cents: number | null): string {
  return cents === null ? 'none' : amountIn(cents, 'USD')
}
