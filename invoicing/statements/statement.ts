import { refuseField } from '../../contract/refusals.ts'
import type { StatementLineKind } from '../../contract/statements.ts'
import { formatDate } from '../calendar/calendar.ts'
import { type Cents, sumCents } from '../money/money.ts'

/** An entry of the ledger as a statement reads it, in the order of posting. */
export interface PostedEntry {
  kind: StatementLineKind | 'allocation' | 'release'
  /** Positive raises what the customer owes. */
  amountCents: Cents
  documentDate: string
  postingDate: string
  /** The refund, memo, payment or invoice that the entry belongs to. */
  documentId: string | null
  reference: string | null
}

export interface StatementLine {
  date: string
  documentDate: string
  kind: StatementLineKind
  reference: string | null
  invoicedCents: Cents
  paidCents: Cents
  creditedCents: Cents
  balanceCents: Cents
}

/** What a statement says; closing = opening + invoiced - paid - credit notes. */
export interface StatementFigures {
  openingCents: Cents
  invoicedCents: Cents
  paidCents: Cents
  creditedCents: Cents
  closingCents: Cents
  lines: StatementLine[]
}

/** The column of a statement that a kind of entry moves. */
const columnOf: Record<StatementLineKind, 'invoiced' | 'paid' | 'credited'> = {
  invoice: 'invoiced',
  late_fee: 'invoiced',
  void: 'invoiced',
  payment: 'paid',
  refund: 'paid',
  reversal: 'paid',
  credit_memo: 'credited',
  write_off: 'credited',
}

/**
 * A customer's statement from the balance of the day before and the entries of the period. A void is negative under
 * invoiced; refunds and reversals are negative under paid; late fees stand under invoiced, write-offs under credit notes
 * and a voided memo negative there. Allocations and releases cancel and do not appear.
 */
export function statementOf(openingCents: Cents, entries: readonly PostedEntry[]): StatementFigures {
  let balanceCents = openingCents
  const lines = movementsOf(entries).map((movement) => {
    balanceCents = sumCents([balanceCents, movement.amountCents])
    const { postingDate: date, documentDate, kind, reference } = movement
    return { date, documentDate, kind, reference, ...columns(movement), balanceCents }
  })
  return {
    openingCents,
    invoicedCents: sumCents(lines.map((line) => line.invoicedCents)),
    paidCents: sumCents(lines.map((line) => line.paidCents)),
    creditedCents: sumCents(lines.map((line) => line.creditedCents)),
    closingCents: balanceCents,
    lines,
  }
}

type Movement = PostedEntry & { kind: StatementLineKind }

/**
 * One movement a document and day: a memo, a write-off or a reversal may post to several accounts at once, and what
 * moves between them is nobody's business but the shop's.
 */
function movementsOf(entries: readonly PostedEntry[]): Movement[] {
  const byDocument = new Map<string, Movement>()
  for (const [index, entry] of entries.entries()) {
    const { kind } = entry
    if (kind === 'allocation' || kind === 'release') continue
    const own = kind === 'payment' ? index : entry.documentId
    const key = [kind, own, entry.postingDate, entry.documentDate].join(' ')
    const before = byDocument.get(key)
    byDocument.set(key, {
      ...entry,
      kind,
      amountCents: sumCents([before?.amountCents ?? 0, entry.amountCents]),
      reference: before?.reference ?? entry.reference,
    })
  }
  return [...byDocument.values()].filter((movement) => movement.amountCents !== 0)
}

function columns({ kind, amountCents }: Movement): {
  invoicedCents: Cents
  paidCents: Cents
  creditedCents: Cents
} {
  // Only an undone memo or write-off raises the debt by a void; an invoice's void always lowers it.
  const column = kind === 'void' && amountCents > 0 ? 'credited' : columnOf[kind]
  const taken = 0 - amountCents
  return {
    invoicedCents: column === 'invoiced' ? amountCents : 0,
    paidCents: column === 'paid' ? taken : 0,
    creditedCents: column === 'credited' ? taken : 0,
  }
}

export interface Period {
  periodStart: string
  periodEnd: string
}

/** A statement covers days that are over, the first no later than the last. */
export function requirePastPeriod({ periodStart, periodEnd }: Period, today: string): void {
  if (periodEnd < periodStart) {
    throw refuseField(
      'invalid_input',
      'periodEnd',
      `The period ends on ${formatDate(periodEnd)}, before it begins on ${formatDate(periodStart)}. Choose a later end.`,
    )
  }
  if (periodEnd >= today) {
    throw refuseField(
      'date_in_future',
      'periodEnd',
      `A statement covers days that are over. Today is ${today}: let the period end before it.`,
    )
  }
}

/** Whether two periods are the same days. */
export function isSamePeriod(one: Period, other: Period): boolean {
  return one.periodStart === other.periodStart && one.periodEnd === other.periodEnd
}
