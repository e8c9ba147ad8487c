import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import { implementing } from '../../server/operation.ts'
import { releaseAllocations } from '../allocations/allocations.sql.ts'
import { postingDateFor } from '../calendar/calendar.ts'
import { readLiveMemoNumbers } from '../credit-memos/credit-memos.sql.ts'
import { lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { releaseEntries, voidEntries } from '../ledger/ledger.ts'
import { formatMoney, sumCents } from '../money/money.ts'
import { isWrittenOff } from '../write-offs/write-offs.sql.ts'
import { invoiceCan, requirePermitted } from './invoice.ts'
import { invoiceNotFound, type LockedInvoice, lockInvoice, markVoid, readInvoice } from './invoices.sql.ts'

/**
 * Voids a draft, sent or partly paid invoice (C: N16). Money applied to it returns to the customer's unapplied credit;
 * the number stays, visibly void.
 */
export const voidInvoice = implementing.invoices.void.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
    const invoice = await lockInvoice(tx, input.invoiceId, customer.id)
    await requireNothingCredited(tx, invoice)
    if (!invoiceCan(invoice).void.allowed) {
      requirePermitted(invoice, 'void', invoice.status === 'void' ? 'invoice_already_void' : 'invoice_paid')
    }
    const { currency } = invoice
    const dates = { documentDate: today, postingDate: postingDateFor(today, customer.closedThrough) }
    const released = await releaseAllocations(tx, { invoiceId: invoice.id })
    const returnedCents = sumCents(released.map(({ amountCents }) => amountCents))
    await postEntries(tx, [
      ...released.flatMap((allocation) =>
        releaseEntries({ ...allocation, ...allocation.source, customerId: customer.id, currency, ...dates }),
      ),
      ...(invoice.status === 'draft'
        ? []
        : voidEntries({
            customerId: customer.id,
            invoiceId: invoice.id,
            totalCents: invoice.totalCents,
            currency,
            ...dates,
          })),
    ])
    await markVoid(tx, invoice.id, input.reason, caller.userId)
    const after = await readInvoice(tx, invoice.id, today)
    audit.record({
      entity: 'invoice',
      entityId: invoice.id,
      label: invoice.invoiceNumber,
      reason: input.reason,
      before: { status: invoice.status, amountPaid: formatMoney(invoice.amountPaidCents, currency) },
      after: { status: after.status, returnedToCredit: formatMoney(returnedCents, currency) },
    })
    return after
  },
)

/** What was credited or written off stands on the invoice: it is undone there first, or stays. */
async function requireNothingCredited(tx: Transaction, invoice: LockedInvoice): Promise<void> {
  const { invoiceNumber, totalCents, amountPaidCents, balanceDueCents } = invoice
  const memos = await readLiveMemoNumbers(tx, invoice.id)
  if (memos.length > 0) {
    throw new Refused(
      'invoice_has_credit_memo',
      `${invoiceNumber} was credited by ${memos.join(', ')}. Void ${memos.length === 1 ? 'that memo' : 'those memos'} first.`,
    )
  }
  const isOpen = balanceDueCents > 0
  const isCredited = totalCents - amountPaidCents > balanceDueCents
  if (isOpen && isCredited && (await isWrittenOff(tx, invoice.id))) {
    throw new Refused(
      'invoice_written_off',
      `A part of ${invoiceNumber} was written off. Write off what is open again instead.`,
    )
  }
}
