import type { BackfillCounts, BackfillName } from '../../contract/backfills.ts'
import type { Transaction } from '../../database/transaction.ts'
import { fillDocumentSummaries, orderSummaries, quoteSummaries } from '../activity/document-summaries.sql.ts'
import { fillInvoiceSummaries } from '../activity/invoice-summaries.sql.ts'
import { fillCreditMirror } from '../credit/credit-limits.sql.ts'
import { fillCustomerTotals } from '../customers/customer-totals.sql.ts'

/**
 * Writes a cache of some customers anew, from what it is a cache of. The customers are locked by the caller; what is right
 * already is not written, so that a second time writes nothing.
 */
type Fill = (tx: Transaction, customerIds: readonly string[]) => Promise<BackfillCounts>

/** What each backfill does with a batch of customers. */
export const fills: Record<BackfillName, Fill> = {
  'customer-invoices': fillInvoiceSummaries,
  'customer-quotes': (tx, customerIds) => fillDocumentSummaries(tx, quoteSummaries, customerIds),
  'customer-orders': (tx, customerIds) => fillDocumentSummaries(tx, orderSummaries, customerIds),
  'customer-totals': fillCustomerTotals,
  'credit-mirror': fillCreditMirror,
}
