import type { BooksModel, ModelInvoice, ToldPayment } from './books-model.ts'
import { type Answer, type Client, codeOf, isObject, textOf } from './client.ts'
import { centsIn } from './money-text.ts'
import { Miss } from './proof.ts'
import type { Stage, StageCompany } from './stage.ts'

/** The state of a run on the books. */
export interface BooksGame {
  stage: Stage
  company: StageCompany
  client: Client
  model: BooksModel
  customers: { id: string; currency: string }[]
  /** The invoices that are played with; one that is over is replaced. */
  slots: ModelInvoice[]
  /** The payments that came in last, to be reversed, refunded and put elsewhere. */
  recentPaymentIds: string[]
  /** The credit memos that were issued last, to be put to invoices and voided. */
  recentMemoIds: string[]
  /** Payments of all that remained on an invoice, which no answer shows: reference and id of the invoice. */
  markedPaid: Set<string>
  /** What was given back of which payment or memo since the last comparison. */
  refunds: { paymentId: string; cents: number }[]
  counts: { accepted: number; refused: number; busy: number }
  /** What may differ from what was compared before. */
  touched: { invoices: Set<ModelInvoice>; paymentIds: Set<string>; memoIds: Set<string> }
  today: string
}

/** Whether an operation was done. What is neither done nor refused for a known reason breaks the promise. */
export function judged(game: BooksGame, answer: Answer, what: string, refusals: readonly string[]): boolean {
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

/** Takes a payment as an answer tells it into the model, and gives it. */
export function tookPayment(game: BooksGame, answer: Answer): ToldPayment {
  const told: ToldPayment = {
    id: textOf(answer, 'id'),
    customerId: textOf(answer, 'customerId'),
    currency: textOf(answer, 'currency'),
    amountCents: centsIn(textOf(answer, 'amount')),
    allocations: allocationsIn(answer),
  }
  game.model.sawPayment(told)
  game.touched.paymentIds.add(told.id)
  for (const { invoiceId } of told.allocations) touch(game, invoiceId)
  if (!game.recentPaymentIds.includes(told.id)) game.recentPaymentIds.push(told.id)
  if (game.recentPaymentIds.length > paymentsPlayedWith) game.recentPaymentIds.shift()
  return told
}

const paymentsPlayedWith = 60

export function touch({ model, touched }: BooksGame, invoiceId: string): void {
  const invoice = model.invoices.get(invoiceId)
  if (invoice) touched.invoices.add(invoice)
}

export function allocationsIn(answer: Answer): ToldPayment['allocations'] {
  const told: unknown[] = Array.isArray(answer.body.allocations) ? answer.body.allocations : []
  return told.filter(isObject).map(({ id, invoiceId, amount }) => ({
    id: String(id),
    invoiceId: String(invoiceId),
    amountCents: centsIn(String(amount)),
  }))
}
