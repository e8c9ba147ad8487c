import { randomUUID } from 'node:crypto'
import type { PaymentMethod } from '../../contract/payment-methods.ts'
import type { Refund } from '../../contract/refunds.ts'
import { refuseField } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Running } from '../../server/operation.ts'
import { accountOf, type CreditLeft, drawCredit } from '../allocations/allocation.ts'
import { latest, postingDateFor } from '../calendar/calendar.ts'
import type { LockedCustomer } from '../customers/customer-locks.sql.ts'
import { postEntries, readMovementsAfter } from '../ledger/ledger.sql.ts'
import { firstDayWithRoom, refundEntries } from '../ledger/ledger.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { type Cents, formatMoney } from '../money/money.ts'
import { insertRefund, readRefund } from './refunds.sql.ts'

interface WantedRefund {
  amount?: string | undefined
  method: PaymentMethod
  date?: string | undefined
  reference?: string | null | undefined
}

/**
 * Gives unapplied credit of a locked customer back in money (MISSION 6): never more than is there, from its sources in
 * their order. It posts no earlier than the credit it gives back.
 */
export async function giveBack(
  { tx, today, caller, audit }: Pick<Running, 'tx' | 'today' | 'caller' | 'audit'>,
  customer: LockedCustomer,
  wanted: WantedRefund,
  sources: readonly CreditLeft[],
): Promise<Refund> {
  const currency = customer.defaultCurrency
  const availableCents = sources.reduce((sum, { unappliedCents }) => sum + unappliedCents, 0)
  const amountCents =
    wanted.amount === undefined ? availableCents : centsInCurrency(wanted.amount, currency, 'amount')
  requireCredit(amountCents, availableCents, currency)
  const date = refundDay(wanted.date, today)
  const draws = drawCredit(amountCents, sources)
  const refund = {
    id: randomUUID(),
    customerId: customer.id,
    currency,
    amountCents,
    date,
    postingDate: await postingDay(tx, customer, draws, { date, today }),
    method: wanted.method,
    reference: wanted.reference ?? null,
    recordedByUserId: caller.userId,
  }
  const parts = draws.map(({ from, amountCents: part }) => ({ source: from.source, amountCents: part }))
  await insertRefund(tx, refund, parts)
  await postEntries(
    tx,
    parts.flatMap(({ source, amountCents: part }) =>
      refundEntries({
        ...source,
        customerId: customer.id,
        currency,
        documentDate: date,
        postingDate: refund.postingDate,
        refundId: refund.id,
        amountCents: part,
      }),
    ),
  )
  const given = await readRefund(tx, refund.id)
  audit.record({
    entity: 'refund',
    entityId: refund.id,
    label: customer.customerNumber,
    after: {
      customerId: customer.id,
      amount: given.amount,
      method: given.method,
      date,
      sources: given.sources,
    },
  })
  return given
}

/** The first day on which all of the credit was there, not before the refund's date nor on a closed day. */
async function postingDay(
  tx: Transaction,
  customer: LockedCustomer,
  draws: readonly { from: CreditLeft; amountCents: Cents }[],
  { date, today }: { date: string; today: string },
): Promise<string> {
  const earliest = postingDateFor(
    draws.reduce((day, { from }) => latest(day, from.postingDate), date),
    customer.closedThrough,
  )
  const moved = earliest < today ? await readMovementsAfter(tx, customer.id, earliest) : []
  const days = draws.map(({ from, amountCents }) => {
    const own = moved.filter(({ account }) => account === accountOf(from.source))
    return firstDayWithRoom(earliest, own, from.unappliedCents, amountCents)
  })
  return latest(earliest, ...days)
}

function requireCredit(amountCents: Cents, availableCents: Cents, currency: string): void {
  if (amountCents > 0 && amountCents <= availableCents) return
  const there = formatMoney(availableCents, currency)
  throw refuseField(
    'refund_exceeds_credit',
    'amount',
    availableCents === 0
      ? 'There is no unapplied credit to give back. Take an allocation back or credit an invoice first.'
      : `The unapplied credit is ${there}. Refund at most that much.`,
  )
}

function refundDay(date: string | undefined, today: string): string {
  if (date !== undefined && date > today)
    throw refuseField('date_in_future', 'date', `A refund is dated today (${today}) or earlier.`)
  return date ?? today
}
