import { allocationsIn, type BooksGame, judged, touch } from './books-game.ts'
import type { ModelInvoice, ModelMemo } from './books-model.ts'
import { isObject, textOf } from './client.ts'
import { chosenShares, refusedShares, reopens } from './money-moves.ts'
import { amountIn, centsIn } from './money-text.ts'
import { holds } from './proof.ts'
import type { Random } from './random.ts'
import { expectOk } from './stage.ts'

const memosPlayedWith = 40

/** What is taken off invoices without money: memos, their credit put elsewhere and taken back, voids, write-offs. */
export async function moveCredit(game: BooksGame, random: Random, invoice: ModelInvoice): Promise<void> {
  const dice = random.integer(1, 100)
  if (dice <= 45) return credit(game, random, invoice)
  if (dice <= 50) return writeOff(game, invoice)
  const id = game.recentMemoIds[random.integer(0, game.recentMemoIds.length - 1)]
  const memo = id === undefined ? undefined : game.model.memos.get(id)
  if (!memo) return credit(game, random, invoice)
  if (dice <= 68) return voidMemo(game, memo)
  return dice <= 86 ? allocate(game, random, memo) : release(game, random, memo)
}

/** Some of what is left of some lines and of shipping, sometimes a cent too much; refunded at once now and then. */
async function credit(game: BooksGame, random: Random, invoice: ModelInvoice): Promise<void> {
  const { currency } = invoice
  const step = currency === 'JPY' ? 100 : 1
  const { lineItems, shippingCreditableAmount } = expectOk(
    await game.client.get(`/invoices/${invoice.id}`),
  ).body
  const part = (left: unknown) => {
    const steps = centsIn(String(left)) / step
    const chosen = random.chance(0.4) ? steps : random.integer(0, Math.floor(steps))
    return (random.chance(0.05) ? steps + 1 : chosen) * step
  }
  const lines: unknown[] = Array.isArray(lineItems) ? lineItems : []
  const chosen = lines
    .filter(isObject)
    .filter(() => random.chance(0.7))
    .map(({ id, creditableAmount }) => ({ lineItemId: id, cents: part(creditableAmount) }))
    .filter(({ cents }) => cents > 0)
  const refunds = random.chance(0.15)
  const answer = await game.client.post(`/invoices/${invoice.id}/credit-memos`, {
    reason: random.pick(['shortages', 'misprints', 'defects', 'overcharges', 'returns']),
    lineItems: chosen.map(({ lineItemId, cents }) => ({ lineItemId, amount: amountIn(cents, currency) })),
    shipping: amountIn(random.chance(0.5) ? part(shippingCreditableAmount) : 0, currency),
    excess: refunds ? 'refund' : 'credit',
  })
  game.touched.invoices.add(invoice)
  const refusals = ['credit_exceeds_invoiced', 'nothing_to_credit', 'invoice_not_creditable', 'not_found']
  if (!judged(game, answer, 'credit', refusals)) return
  const cents = (field: string) => centsIn(textOf(answer, field))
  holds(
    cents('totalCredit') === cents('appliedToInvoice') + cents('excessAmount'),
    'the parts of a memo do not add up',
  )
  const memo = game.model.sawMemo({
    id: textOf(answer, 'id'),
    customerId: textOf(answer, 'customerId'),
    invoiceId: invoice.id,
    currency,
    amountCents: cents('excessAmount'),
    offInvoiceCents: cents('appliedToInvoice'),
  })
  memo.refundedCents = cents('refundedAmount')
  holds(memo.refundedCents === (refunds ? memo.amountCents : 0), 'a memo refunded another amount')
  game.touched.memoIds.add(memo.id)
  game.recentMemoIds.push(memo.id)
  if (game.recentMemoIds.length > memosPlayedWith) game.recentMemoIds.shift()
}

async function voidMemo(game: BooksGame, memo: ModelMemo): Promise<void> {
  reopens(game, memo.invoiceId)
  const answer = await game.client.post(`/credit-memos/${memo.id}/void`, { reason: 'Proof' })
  game.touched.memoIds.add(memo.id)
  touch(game, memo.invoiceId)
  if (!judged(game, answer, 'void a memo', ['credit_memo_void', 'credit_memo_used'])) return
  holds(!memo.isReversed, `memo ${memo.id} was voided twice`)
  memo.isReversed = true
}

async function allocate(game: BooksGame, random: Random, memo: ModelMemo): Promise<void> {
  const { allocations } = chosenShares(game, random, memo.customerId, memo.currency)
  if (allocations.length === 0) return
  const answer = await game.client.post(`/credit-memos/${memo.id}/allocations`, { allocations })
  game.touched.memoIds.add(memo.id)
  if (!judged(game, answer, 'allocate a memo', [...refusedShares, 'credit_memo_void'])) return
  for (const allocation of allocationsIn(answer)) {
    game.model.sawAllocation({ ...allocation, paymentId: memo.id })
    touch(game, allocation.invoiceId)
  }
}

async function release(game: BooksGame, random: Random, memo: ModelMemo): Promise<void> {
  const live = game.model.liveAllocationsOf(memo)
  if (live.length === 0) return
  const allocation = random.pick(live)
  reopens(game, allocation.invoiceId)
  const answer = await game.client.post(`/credit-memos/${memo.id}/allocations/${allocation.id}/reverse`)
  game.touched.memoIds.add(memo.id)
  touch(game, allocation.invoiceId)
  if (!judged(game, answer, 'release', ['allocation_released'])) return
  holds(!allocation.isReleased, `allocation ${allocation.id} was taken back twice`)
  allocation.isReleased = true
}

async function writeOff(game: BooksGame, invoice: ModelInvoice): Promise<void> {
  const answer = await game.client.post(`/invoices/${invoice.id}/write-off`, { reason: 'Proof' })
  game.touched.invoices.add(invoice)
  if (!judged(game, answer, 'write off', ['invoice_not_open'])) return
  const told: unknown[] = Array.isArray(answer.body.writeOffs) ? answer.body.writeOffs : []
  game.model.sawWriteOffs(
    invoice.id,
    told.filter(isObject).map(({ amount }) => centsIn(String(amount))),
  )
  holds(textOf(answer, 'status') === 'paid', `${invoice.id} was written off, and is not settled`)
}
