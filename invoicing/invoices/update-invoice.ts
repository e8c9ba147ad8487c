import type { Invoice } from '../../contract/invoices.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { enforceCreditLimit } from '../credit/enforce-limit.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import { type LockedCustomer, lockCustomer, lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { requirePermitted } from './invoice.ts'
import { contentOf, type InvoiceContent, priced } from './invoice-content.ts'
import {
  invoiceNotFound,
  lockInvoice,
  readCustomerIdOf,
  readInvoice,
  updateDraft,
  updateInternalNotes,
} from './invoices.sql.ts'

/** Changes a draft (C: N40). Of an issued invoice only the internal notes can change. */
export const updateInvoice = implementing.invoices.update.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const { invoiceId, version, customerId, override, ...change } = input
    const customer = await lockBothCustomers(tx, invoiceId, customerId)
    const invoice = await lockInvoice(tx, invoiceId, customer.standing.id)
    if (invoice.version !== version) {
      throw new Refused(
        'stale_version',
        `${invoice.invoiceNumber} is at version ${invoice.version} now. Load it again and repeat the change.`,
      )
    }
    const before = await readInvoice(tx, invoiceId, today)
    const { internalNotes = before.internalNotes } = change
    const onlyNotes =
      customerId === undefined && Object.keys(givenFields(change)).every((field) => field === 'internalNotes')
    let overridden: Awaited<ReturnType<typeof enforceCreditLimit>> = {}
    if (onlyNotes) await updateInternalNotes(tx, invoiceId, internalNotes)
    else {
      requirePermitted(invoice, 'edit', 'invoice_not_draft')
      requireOpenToBusiness(customer.next)
      if (customer.next.defaultCurrency !== invoice.currency) {
        throw refuseField(
          'currency_fixed',
          'customerId',
          `${invoice.invoiceNumber} is in ${invoice.currency}, ${customer.next.name} is billed in ${customer.next.defaultCurrency}. Void the draft and start another.`,
        )
      }
      const content: InvoiceContent = { ...contentOf(before), ...givenFields(change) }
      const next = priced(content, invoice.currency)
      overridden = await enforceCreditLimit(tx, caller, customer.next, next.totals.totalCents, override)
      await updateDraft(tx, invoiceId, customer.next.id, next)
    }
    const after = await readInvoice(tx, invoiceId, today)
    audit.record({
      entity: 'invoice',
      entityId: invoiceId,
      label: invoice.invoiceNumber,
      reason: overridden.creditOverride?.reason ?? null,
      ...difference(auditable(before), { ...auditable(after), ...overridden }),
    })
    return after
  },
)

/** Locks the customer the draft belongs to and the one it is to belong to, always in the same order. */
async function lockBothCustomers(
  tx: Transaction,
  invoiceId: string,
  nextId: string | undefined,
): Promise<{ standing: LockedCustomer; next: LockedCustomer }> {
  if (nextId === undefined) {
    const standing = await lockCustomerOfInvoice(tx, invoiceId, invoiceNotFound)
    return { standing, next: standing }
  }
  const standingId = await readCustomerIdOf(tx, invoiceId)
  const ids = [...new Set([standingId, nextId])].sort()
  const locked = new Map<string, LockedCustomer>()
  for (const id of ids) locked.set(id, await lockCustomer(tx, id))
  const standing = locked.get(standingId)
  const next = locked.get(nextId)
  if (!standing || !next) throw invoiceNotFound()
  return { standing, next }
}

/** What the audit log tells of a change: the content, without line ids and caches. */
function auditable(invoice: Invoice): Record<string, unknown> {
  const { total, customerId } = invoice
  return { ...contentOf(invoice), customerId, total }
}
