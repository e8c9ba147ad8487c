import { addDays } from '../invoicing/calendar/calendar.ts'
import { allocationsIn, type BooksGame, judged, tookPayment, touch } from './books-game.ts'
import type { ModelInvoice, ModelPayment } from './books-model.ts'
import { type Answer, codeOf, isObject, textOf } from './client.ts'
import { amountIn, centsIn } from './money-text.ts'
import { holds } from './proof.ts'
import type { Random } from './random.ts'
import { unused } from './stage.ts'

/** Money that goes to several invoices, is put elsewhere or goes back, about the customer of an invoice. */
export async function moveMoney(game: BooksGame, random: Random, invoice: ModelInvoice): Promise<void> {
  const dice = random.integer(1, 100)
  if (dice <= 25) return receive(game, random, invoice)
  if (dice <= 35) return applyCredit(game, random, invoice)
  if (dice <= 45) return markPaid(game, invoice)
  if (dice <= 55) return markManyPaid(game, random)
  if (dice <= 62) return refundCredit(game, random, invoice)
  const id = game.recentPaymentIds[random.integer(0, game.recentPaymentIds.length - 1)]
  const payment = id === undefined ? undefined : game.model.payments.get(id)
  if (!payment) return receive(game, random, invoice)
  if (dice <= 75) return allocate(game, random, payment)
  if (dice <= 88) return release(game, random, payment)
  return dice <= 95 ? reverse(game, payment) : refund(game, random, payment)
}

/** Some of a customer's open invoices as far as known, each with a part of its balance, or more; or oldest first. */
export function chosenShares(
  { model, slots }: BooksGame,
  random: Random,
  customerId: string,
  currency: string,
) {
  if (random.chance(0.5)) return { allocations: 'oldest-first' as const, chosenCents: 0 }
  const step = currency === 'JPY' ? 100 : 1
  const shares = slots
    .filter((slot) => slot.customerId === customerId && slot.isOpen && random.chance(0.5))
    .slice(0, 4)
    .map((slot) => {
      const most = Math.ceil((model.balanceCents(slot) * random.integer(10, 105)) / 100 / step)
      return { invoiceId: slot.id, cents: Math.max(1, most) * step }
    })
  return {
    allocations: shares.map(({ invoiceId, cents }) => ({ invoiceId, amount: amountIn(cents, currency) })),
    chosenCents: shares.reduce((sum, { cents }) => sum + cents, 0),
  }
}

export const refusedShares = [
  'payment_exceeds_balance',
  'allocations_exceed_credit',
  'nothing_to_allocate',
  'invoice_not_open',
  // The invoice may have been moved to another customer while it was a draft.
  'not_found',
]

/** One payment for several invoices, and often for more than they need. */
async function receive(
  game: BooksGame,
  random: Random,
  { customerId, currency }: ModelInvoice,
): Promise<void> {
  const { allocations, chosenCents } = chosenShares(game, random, customerId, currency)
  const step = currency === 'JPY' ? 100 : 1
  const amountCents = Math.max(1, Math.round(chosenCents / step) + random.integer(-50, 40_000)) * step
  const answer = await game.client.post('/payments', {
    customerId,
    amount: amountIn(amountCents, currency),
    method: 'check',
    date: addDays(game.today, -random.integer(0, 30)),
    allocations,
    keepExcessAsCredit: random.chance(0.7),
  })
  if (!judged(game, answer, 'receive', refusedShares)) return
  const told = tookPayment(game, answer)
  holds(told.amountCents === amountCents, 'a payment was recorded with another amount')
}

async function applyCredit(
  game: BooksGame,
  random: Random,
  { customerId, currency }: ModelInvoice,
): Promise<void> {
  const { allocations } = chosenShares(game, random, customerId, currency)
  if (allocations.length === 0) return
  const answer = await game.client.post(`/customers/${customerId}/credit/apply`, { allocations })
  if (!judged(game, answer, 'apply', refusedShares)) return
  for (const allocation of allocationsIn(answer)) {
    game.model.sawAllocation({ ...allocation, paymentId: null })
    touch(game, allocation.invoiceId)
  }
}

async function allocate(game: BooksGame, random: Random, payment: ModelPayment): Promise<void> {
  const { allocations } = chosenShares(game, random, payment.customerId, payment.currency)
  if (allocations.length === 0) return
  const answer = await game.client.post(`/payments/${payment.id}/allocations`, { allocations })
  if (judged(game, answer, 'allocate', [...refusedShares, 'payment_reversed'])) tookPayment(game, answer)
}

async function release(game: BooksGame, random: Random, payment: ModelPayment): Promise<void> {
  const live = game.model.liveAllocationsOf(payment)
  if (live.length === 0) return
  const allocation = random.pick(live)
  reopens(game, allocation.invoiceId)
  const path = `/payments/${payment.id}/allocations/${allocation.id}/reverse`
  const answer = await game.client.post(path)
  game.touched.paymentIds.add(payment.id)
  touch(game, allocation.invoiceId)
  if (!judged(game, answer, 'release', ['allocation_released'])) return
  holds(!allocation.isReleased, `allocation ${allocation.id} was taken back twice`)
  allocation.isReleased = true
}

async function reverse(game: BooksGame, payment: ModelPayment): Promise<void> {
  // Which invoices its money went to is known for certain only when nothing runs.
  for (const invoice of game.model.invoices.values()) {
    if (invoice.customerId === payment.customerId) invoice.wasReopened = true
  }
  const answer = await game.client.post(`/payments/${payment.id}/reverse`, { reason: 'Proof' })
  game.touched.paymentIds.add(payment.id)
  if (!judged(game, answer, 'reverse', ['payment_reversed', 'payment_refunded'])) return
  holds(!payment.isReversed, `payment ${payment.id} was reversed twice`)
  payment.isReversed = true
}

export function reopens({ model }: BooksGame, invoiceId: string): void {
  const invoice = model.invoices.get(invoiceId)
  if (invoice) invoice.wasReopened = true
}

/** All that is left of a payment, or a little. */
async function refund(game: BooksGame, random: Random, payment: ModelPayment): Promise<void> {
  const body = random.chance(0.5) ? {} : { amount: amountIn(100 * random.integer(1, 50), payment.currency) }
  const answer = await game.client.post(`/payments/${payment.id}/refund`, body)
  if (judged(game, answer, 'refund', ['refund_exceeds_credit', 'payment_reversed'])) refunded(game, answer)
}

async function refundCredit(
  game: BooksGame,
  random: Random,
  { customerId, currency }: ModelInvoice,
): Promise<void> {
  const body = random.chance(0.3) ? {} : { amount: amountIn(100 * random.integer(1, 50), currency) }
  const answer = await game.client.post(`/customers/${customerId}/credit/refunds`, body)
  if (judged(game, answer, 'refund', ['refund_exceeds_credit'])) refunded(game, answer)
}

/** A refund tells whose credit it gave back. */
function refunded(game: BooksGame, answer: Answer): void {
  const sources: unknown[] = Array.isArray(answer.body.sources) ? answer.body.sources : []
  let sumCents = 0
  for (const { paymentId, creditMemoId, amount } of sources.filter(isObject)) {
    // The payment may be one whose own answer is still on its way.
    game.refunds.push({ paymentId: String(paymentId ?? creditMemoId), cents: centsIn(String(amount)) })
    sumCents += centsIn(String(amount))
  }
  const amountCents = centsIn(textOf(answer, 'amount'))
  holds(sumCents === amountCents, `a refund of ${amountCents} gives back ${sumCents} of credit`)
}

async function markPaid(game: BooksGame, invoice: ModelInvoice): Promise<void> {
  const reference = unused('remaining')
  const answer = await game.client.post(`/invoices/${invoice.id}/mark-paid`, { method: 'cash', reference })
  game.touched.invoices.add(invoice)
  if (judged(game, answer, 'mark as paid', ['invoice_paid', 'invoice_not_open'])) {
    game.markedPaid.add(`${reference} ${invoice.id}`)
    holds(
      textOf(answer, 'status') === 'paid' && centsIn(textOf(answer, 'balanceDue')) === 0,
      `${invoice.id} was marked as paid, and is ${answer.text.slice(0, 300)}`,
    )
  } else if (codeOf(answer) === 'invoice_paid') invoice.wasToldPaid = true
}

/** Several at once, one of them named twice: each is paid by at most one payment, whose reference tells the batch. */
async function markManyPaid(game: BooksGame, random: Random): Promise<void> {
  const chosen = Array.from({ length: random.integer(1, 4) }, () => random.pick(game.slots))
  const reference = unused('batch')
  const invoiceIds = [...chosen, chosen[0]].flatMap((invoice) => invoice?.id ?? [])
  const answer = await game.client.post('/invoices/batch/mark-paid', {
    invoiceIds,
    method: 'cash',
    reference,
  })
  for (const invoice of chosen) game.touched.invoices.add(invoice)
  if (!judged(game, answer, 'mark many as paid', [])) return
  for (const { invoiceId, outcome } of resultsIn(answer)) {
    if (outcome === 'done') game.markedPaid.add(`${reference} ${invoiceId}`)
    const invoice = game.model.invoices.get(String(invoiceId))
    if (outcome === 'unchanged' && invoice) invoice.wasToldPaid = true
  }
}

export async function sendMany(game: BooksGame, random: Random): Promise<void> {
  const chosen = Array.from({ length: random.integer(1, 4) }, () => random.pick(game.slots))
  const answer = await game.client.post('/invoices/batch/send', { invoiceIds: chosen.map(({ id }) => id) })
  for (const invoice of chosen) game.touched.invoices.add(invoice)
  if (!judged(game, answer, 'send many', [])) return
  for (const { invoiceId, outcome } of resultsIn(answer)) {
    const invoice = game.model.invoices.get(String(invoiceId))
    if (outcome !== 'done' || !invoice) continue
    holds(!invoice.isSent, `invoice ${invoice.id} was sent twice`)
    invoice.isSent = true
  }
}

function resultsIn({ body }: Answer): Record<string, unknown>[] {
  const results: unknown[] = Array.isArray(body.results) ? body.results : []
  return results.filter(isObject)
}
