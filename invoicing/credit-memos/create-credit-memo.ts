import { randomUUID } from 'node:crypto'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { type Caller, mayCall } from '../../server/caller.ts'
import { implementing } from '../../server/operation.ts'
import { postingDateFor } from '../calendar/calendar.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { lockInvoice, readCustomerIdOf, readInvoice } from '../invoices/invoices.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { creditMemoEntries } from '../ledger/ledger.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { giveBack } from '../refunds/give-back.ts'
import { judgeCredit } from './credit-memo.ts'
import { insertMemo, readMemo } from './credit-memos.sql.ts'

/**
 * Credits an issued invoice (C: N18): the open balance first, and what is above it becomes the customer's credit or is
 * refunded at once. Judged under the locks of customer and invoice; the number is the last lock.
 */
export const createCreditMemo = implementing.creditMemos.create.handler(async ({ input, context }) => {
  const { tx, today, caller, audit, dryRun } = context
  const isRefund = input.excess === 'refund'
  if (isRefund) requireMayRefund(caller)
  else if (input.refund) {
    throw refuseField('invalid_input', 'refund', 'belongs to excess “refund”. Leave it out, or refund.')
  }
  const customer = await lockCustomer(tx, await readCustomerIdOf(tx, input.invoiceId))
  await lockInvoice(tx, input.invoiceId, customer.id)
  const invoice = await readInvoice(tx, input.invoiceId, today)
  const { currency } = invoice
  const credit = judgeCredit(invoice, {
    lines: input.lineItems.map(({ lineItemId, amount }, index) => ({
      lineItemId,
      amountCents: centsInCurrency(amount, currency, `lineItems.${index}.amount`),
    })),
    shippingCents: centsInCurrency(input.shipping, currency, 'shipping'),
  })
  const id = randomUUID()
  const account = { customerId: customer.id, currency }
  const date = today
  const postingDate = postingDateFor(date, customer.closedThrough)
  const number = dryRun ? { text: 'dry run', value: 0 } : await takeNumber(tx, 'credit_memo')
  await insertMemo(tx, {
    ...credit,
    ...account,
    id,
    number,
    invoiceId: invoice.id,
    reason: input.reason,
    notes: input.notes,
    date,
    postingDate,
    createdByUserId: caller.userId,
  })
  await postEntries(
    tx,
    creditMemoEntries({
      ...account,
      documentDate: date,
      postingDate,
      invoiceId: invoice.id,
      creditMemoId: id,
      appliedCents: credit.appliedCents,
      excessCents: credit.excessCents,
    }),
  )
  if (isRefund && credit.excessCents > 0) {
    const source = { creditMemoId: id }
    const how = input.refund ?? { method: 'check' as const }
    await giveBack(context, customer, how, [
      { source, unappliedCents: credit.excessCents, date, postingDate },
    ])
  }
  const memo = await readMemo(tx, id)
  audit.record({
    entity: 'credit_memo',
    entityId: id,
    label: number.text,
    after: {
      invoiceId: invoice.id,
      invoiceNumber: invoice.invoiceNumber,
      reason: memo.reason,
      totalCredit: memo.totalCredit,
      appliedToInvoice: memo.appliedToInvoice,
      excess: memo.excessAmount,
      lineItems: memo.lineItems.map(({ description, amount }) => ({ description, amount })),
      shipping: memo.shipping,
      taxAmount: memo.taxAmount,
    },
  })
  return dryRun ? { ...memo, creditMemoNumber: null } : memo
})

/** Money that leaves the shop needs its own permission, by whichever door it goes. */
function requireMayRefund(caller: Caller): void {
  if (mayCall(caller, 'accounting.payments.refund')) return
  throw new Refused(
    'forbidden',
    'To refund the excess needs the permission accounting.payments.refund. Leave it as the customer’s credit, or ask an owner or admin.',
  )
}
