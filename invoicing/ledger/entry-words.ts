import type { LedgerEntry } from '../../contract/ledger-entries.ts'
import { paymentMethodLabels } from '../../contract/payment-methods.ts'

/** What an entry is, in the words of a bookkeeper, read where it stands: on an invoice, or on unapplied credit. */
export function entryWords(
  entry: Pick<LedgerEntry, 'kind' | 'account' | 'document' | 'invoiceNumber'>,
): string {
  const { kind, account, document, invoiceNumber } = entry
  const isMemo = document.kind === 'credit_memo'
  const onInvoice = account === 'invoice'
  const invoice = invoiceNumber ?? 'an invoice'
  switch (kind) {
    case 'invoice':
      return 'Invoice'
    case 'payment':
      return 'Payment received'
    case 'allocation':
      if (!onInvoice) return `Applied to ${invoice}`
      return isMemo ? 'Credit applied' : 'Payment applied'
    case 'release':
      if (!onInvoice) return `Taken back from ${invoice}`
      return isMemo ? 'Credit taken back' : 'Payment taken back'
    case 'void':
      return isMemo ? 'Credit memo voided' : 'Invoice voided'
    case 'credit_memo':
      return onInvoice ? 'Credit memo' : `Credit memo, beyond what ${invoice} owed`
    case 'write_off':
      return 'Written off'
    case 'refund':
      return 'Refund'
    case 'reversal':
      return 'Payment reversed'
    case 'late_fee':
      return 'Late fee'
  }
}

/** How the document of an entry is called: its number, or the method and reference of money. */
export function documentWords({
  document,
  invoiceNumber,
}: Pick<LedgerEntry, 'document' | 'invoiceNumber'>): string {
  const { kind, number, method } = document
  if (kind === 'write_off') return invoiceNumber ?? 'Write-off'
  if (method !== null) return [paymentMethodLabels[method], number].filter(Boolean).join(' ')
  return number ?? (kind === 'refund' ? 'Refund' : 'Payment')
}
