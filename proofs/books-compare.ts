import type { BooksGame } from './books-game.ts'
import type { BooksModel, ModelAllocation, ModelInvoice, ModelMemo, ModelPayment } from './books-model.ts'
import { type Answer, isObject, numberOf, textOf } from './client.ts'
import { centsIn } from './money-text.ts'
import { holds, inParallel } from './proof.ts'
import { expectOk } from './stage.ts'

/** Nothing runs now: what the API tells must be what the model knows, to the cent. */
export async function compareBooks(game: BooksGame, invoices: readonly ModelInvoice[]): Promise<void> {
  await learnWhatIsNotTold(game)
  await inParallel(invoices, 8, (invoice) => compareInvoice(game, invoice))
  for (const invoice of game.model.invoices.values()) {
    invoice.smallestRefusedCents = Number.POSITIVE_INFINITY
    invoice.wasToldPaid = false
    invoice.wasReopened = false
  }
  const payments = [...game.touched.paymentIds].flatMap((id) => game.model.payments.get(id) ?? [])
  await inParallel(payments, 8, (payment) => comparePayment(game, payment))
  const memos = [...game.touched.memoIds].flatMap((id) => game.model.memos.get(id) ?? [])
  await inParallel(memos, 8, (memo) => compareMemo(game, memo))
  game.touched.invoices.clear()
  game.touched.paymentIds.clear()
  game.touched.memoIds.clear()
  await compareCustomers(game)
}

/**
 * Facts that no answer tells and that never change: of which payment applied credit came, and which payment paid what
 * remained on an invoice. Each marking as paid made exactly one, and nothing is there that was not told.
 */
async function learnWhatIsNotTold(game: BooksGame): Promise<void> {
  const { model, markedPaid } = game
  const allocations = await readAllocations(game)
  for (const payment of await readPayments(game)) {
    const own = allocations.filter(
      ({ id, paymentId }) => paymentId === payment.id && !model.allocations.has(id),
    )
    const [paid] = own
    const wasMarked = markedPaid.delete(`${payment.reference} ${paid?.invoiceId}`)
    holds(wasMarked, `payment ${payment.id} is there twice, or nobody was told of it`)
    holds(
      own.length === 1 && paid?.amountCents === payment.amountCents,
      `payment ${payment.id} of ${payment.amountCents} paid what remained with ${JSON.stringify(own)}`,
    )
    model.sawPayment({ ...payment, allocations: own })
    game.recentPaymentIds.push(payment.id)
    game.touched.paymentIds.add(payment.id)
  }
  const [unpaid] = markedPaid
  holds(unpaid === undefined, `${unpaid} was marked as paid, and there is no such payment`)
  for (const allocation of allocations) {
    holds(
      model.allocations.has(allocation.id),
      `allocation ${allocation.id} is there, and nobody was told of it`,
    )
    model.sawAllocation(allocation)
  }
  for (const { paymentId, cents } of game.refunds.splice(0)) {
    const source = model.source(paymentId)
    holds(source !== undefined, `${paymentId} was refunded, and the model knows no such payment or memo`)
    source.refundedCents += cents
    game.touched.paymentIds.add(paymentId)
    game.touched.memoIds.add(paymentId)
  }
}

/** The payments that nobody was told of. */
async function readPayments({ stage, company, model }: BooksGame) {
  const { rows } = await stage.admin.query<
    Record<'id' | 'customer_id' | 'currency' | 'amount' | 'reference', string>
  >(
    `select id, customer_id, currency, amount, reference from invoicing.payments
    where company_id = $1 and id <> all($2)`,
    [company.id, [...model.payments.keys()]],
  )
  return rows.map(({ customer_id: customerId, amount, ...row }) => ({
    ...row,
    customerId,
    amountCents: centsIn(amount),
  }))
}

/** The allocations of which the payment, or anything, is not known. */
async function readAllocations({ stage, company, model }: BooksGame): Promise<Allocation[]> {
  const known = [...model.allocations.values()].filter(({ paymentId }) => paymentId !== null)
  const { rows } = await stage.admin.query<Record<'id' | 'payment_id' | 'invoice_id' | 'amount', string>>(
    `select id, coalesce(payment_id, credit_memo_id) as payment_id, invoice_id, amount
    from invoicing.payment_allocations
    where company_id = $1 and id <> all($2)`,
    [company.id, known.map(({ id }) => id)],
  )
  return rows.map((row) => ({
    id: row.id,
    paymentId: row.payment_id,
    invoiceId: row.invoice_id,
    amountCents: centsIn(row.amount),
  }))
}

type Allocation = Omit<ModelAllocation, 'isReleased'>

async function compareInvoice({ client, model }: BooksGame, known: ModelInvoice): Promise<void> {
  const told = expectOk(await client.get(`/invoices/${known.id}`))
  const balanceCents = model.balanceCents(known)
  const differences = [
    ['status', textOf(told, 'status'), model.status(known)],
    ['total', centsIn(textOf(told, 'total')), known.totalCents],
    ['customerId', textOf(told, 'customerId'), known.customerId],
    ['balanceDue', centsIn(textOf(told, 'balanceDue')), balanceCents],
    ['amountPaid', centsIn(textOf(told, 'amountPaid')), known.isVoid ? 0 : model.paidCents(known)],
    ['creditedTotal', centsIn(textOf(told, 'creditedTotal')), known.isVoid ? 0 : model.creditedCents(known)],
    ['creditableTotal', centsIn(textOf(told, 'creditableTotal')), creditableCents(model, known)],
  ].filter(([, api, model]) => api !== model)
  holds(differences.length === 0, () => {
    const text = differences.map(([field, api, model]) => `${field} is ${api}, the model knows ${model}`)
    return `invoice ${textOf(told, 'invoiceNumber')}: ${text.join('; ')}`
  })
  const { smallestRefusedCents, wasToldPaid, wasReopened } = known
  holds(
    known.isVoid || wasReopened || smallestRefusedCents > balanceCents,
    `a payment of ${smallestRefusedCents} cents was refused, and ${balanceCents} are still open`,
  )
  const status = model.status(known)
  holds(!wasToldPaid || wasReopened || status === 'paid', `${known.id} was called paid, and is ${status}`)
  // The version moves with every change; the next edit is based on what stands.
  known.sawVersion(numberOf(told, 'version'))
}

/** What no memo credited yet, all of them together. */
function creditableCents(model: BooksModel, invoice: ModelInvoice): number {
  if (!invoice.isOpen) return 0
  const credited = model.liveMemosOf(invoice).map((memo) => memo.offInvoiceCents + memo.amountCents)
  return credited.reduce((left, cents) => left - cents, invoice.totalCents - model.writtenOffCents(invoice))
}

async function comparePayment({ client, model }: BooksGame, known: ModelPayment): Promise<void> {
  const told = expectOk(await client.get(`/payments/${known.id}`))
  compareSource(`payment ${known.id}`, model, known, told, [
    ['amount', centsIn(textOf(told, 'amount')), known.amountCents],
    ['isReversed', told.body.isReversed, known.isReversed],
  ])
}

async function compareMemo({ client, model }: BooksGame, known: ModelMemo): Promise<void> {
  const told = expectOk(await client.get(`/credit-memos/${known.id}`))
  compareSource(`memo ${textOf(told, 'creditMemoNumber')}`, model, known, told, [
    ['appliedToInvoice', centsIn(textOf(told, 'appliedToInvoice')), known.offInvoiceCents],
    ['excessAmount', centsIn(textOf(told, 'excessAmount')), known.amountCents],
    ['isVoid', told.body.isVoid, known.isReversed],
  ])
}

type Compared = [field: string, api: unknown, model: unknown]

/** Where the credit of a payment or memo is. */
function compareSource(
  what: string,
  model: BooksModel,
  known: ModelPayment,
  told: Answer,
  own: readonly Compared[],
): void {
  const live = model.liveAllocationsOf(known).map(({ id, amountCents }) => `${id} of ${amountCents}`)
  const shown: unknown[] = Array.isArray(told.body.allocations) ? told.body.allocations : []
  const differences = [
    ...own,
    ['unappliedAmount', centsIn(textOf(told, 'unappliedAmount')), model.unappliedCents(known)],
    ['refundedAmount', centsIn(textOf(told, 'refundedAmount')), known.refundedCents],
    [
      'allocations',
      shown
        .filter(isObject)
        .map(({ id, amount }) => `${id} of ${centsIn(String(amount))}`)
        .sort()
        .join(),
      live.sort().join(),
    ],
  ].filter(([, api, model]) => api !== model)
  holds(differences.length === 0, () => {
    const text = differences.map(([field, api, model]) => `${field} is ${api}, the model knows ${model}`)
    return `${what}: ${text.join('; ')}`
  })
}

async function compareCustomers({ client, customers, model }: BooksGame): Promise<void> {
  const sums = model.customers()
  for (const { id } of customers) {
    const told = expectOk(await client.get(`/customers/${id}/balance`))
    const known = sums.get(id) ?? { openCents: 0, unappliedCents: 0 }
    const open = centsIn(textOf(told, 'openInvoices'))
    const unapplied = centsIn(textOf(told, 'unappliedCredit'))
    holds(
      open === known.openCents && unapplied === known.unappliedCents,
      `customer ${id} owes ${open} and has ${unapplied} unapplied; the model knows ${known.openCents} and ${known.unappliedCents}`,
    )
    const balance = centsIn(textOf(told, 'balance'))
    holds(balance === known.openCents - known.unappliedCents, `the balance of ${id} is ${balance}`)
  }
}
