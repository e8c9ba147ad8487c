import { randomUUID } from 'node:crypto'
import type { PaymentMethod } from '../../contract/payment-methods.ts'
import type { Payment } from '../../contract/payments.ts'
import { refuseField } from '../../contract/refusals.ts'
import type { Running } from '../../server/operation.ts'
import { dateAllocations, entriesOf } from '../allocations/allocate.ts'
import { pairUp, type Share } from '../allocations/allocation.ts'
import { postingDateFor } from '../calendar/calendar.ts'
import type { LockedCustomer } from '../customers/customer-locks.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { paymentEntries } from '../ledger/ledger.ts'
import type { Cents } from '../money/money.ts'
import { insertPayment } from './payments.sql.ts'

/** The day a payment is dated: today when none is given, never a day to come. */
export function paymentDay(date: string | undefined, today: string): string {
  if (date !== undefined && date > today)
    throw refuseField('date_in_future', 'date', `A payment is dated today (${today}) or earlier.`)
  return date ?? today
}

interface Received {
  amountCents: Cents
  date: string
  method: PaymentMethod
  reference?: string | null | undefined
  /** The quote that the money is a deposit on. */
  quote?: { id: string; quoteNumber: string } | undefined
}

/**
 * Writes money received from a locked customer, what of it goes to which invoice, and the entries of both. The rest is
 * the customer's unapplied credit.
 */
export async function receive(
  { tx, today, caller, audit }: Pick<Running, 'tx' | 'today' | 'caller' | 'audit'>,
  customer: LockedCustomer,
  received: Received,
  shares: readonly Share[],
): Promise<Payment> {
  const id = randomUUID()
  const { amountCents, date } = received
  const currency = customer.defaultCurrency
  const postingDate = postingDateFor(date, customer.closedThrough)
  const credit = { source: { paymentId: id }, unappliedCents: amountCents, date, postingDate }
  const allocations = await dateAllocations(tx, customer, pairUp(shares, [credit]), today)
  const payment = await insertPayment(
    tx,
    {
      id,
      customerId: customer.id,
      customerName: customer.name,
      currency,
      amountCents,
      date,
      postingDate,
      method: received.method,
      reference: received.reference ?? null,
      quoteId: received.quote?.id ?? null,
      recordedBy: caller,
    },
    allocations,
  )
  const account = { customerId: customer.id, currency }
  await postEntries(tx, [
    ...paymentEntries({ ...account, documentDate: date, postingDate, paymentId: id, amountCents }),
    ...entriesOf(allocations, account),
  ])
  audit.record({
    entity: 'payment',
    entityId: id,
    label: labelOf(received, shares) ?? customer.customerNumber,
    after: {
      customerId: customer.id,
      customerName: customer.name,
      amount: payment.amount,
      method: received.method,
      reference: payment.reference,
      date,
      postingDate,
      unapplied: payment.unappliedAmount,
      allocations: payment.allocations.map(({ invoiceId, invoiceNumber, amount }) => ({
        invoiceId,
        invoiceNumber,
        amount,
      })),
    },
  })
  return payment
}

/** What the money is for, where it is for one thing. */
function labelOf({ quote }: Received, shares: readonly Share[]): string | undefined {
  return quote?.quoteNumber ?? (shares.length === 1 ? shares[0]?.invoice.invoiceNumber : undefined)
}
