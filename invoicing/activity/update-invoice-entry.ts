import { Refused } from '../../contract/refusals.ts'
import { difference } from '../../server/audit-trail.ts'
import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { lockEntry, updateEntry } from './activity.sql.ts'
import { heldAfter, requireEditable } from './activity.ts'

/**
 * Edits the entry of an invoice in its customer's activity by hand (A: entries of invoices made in the shop). The invoice
 * and what is owed stay as they are; what the hand sets stays until it lets go.
 */
export const updateInvoiceEntry = implementing.activity.updateInvoice.handler(
  async ({ input, context: { tx, audit } }) => {
    const { customerId, invoiceId, version, ...change } = input
    // Whatever changes an invoice holds its customer, so the invoice stands still while its entry is written.
    await lockCustomer(tx, customerId)
    const before = await lockEntry(tx, customerId, invoiceId)
    requireEditable(before)
    if (before.version !== version) {
      throw new Refused(
        'stale_version',
        `The entry of ${before.invoiceNumber} is at version ${before.version} now. Load it again and repeat the change.`,
      )
    }
    if (typeof change.total === 'string') centsInCurrency(change.total, before.currency, 'total')
    const after = await updateEntry(tx, invoiceId, change, heldAfter(before, change))
    audit.record({
      entity: 'activity_entry',
      entityId: invoiceId,
      label: after.invoiceNumber,
      ...difference(before, after),
    })
    return after
  },
)
