import type { EditableEntryField, InvoiceEntry } from '../../../../../contract/activity.ts'
import { type InvoiceStatus, invoiceStatuses, invoiceStatusLabels } from '../../../../../contract/invoices.ts'
import { moneyText, parseMoneyInput } from '../../../../../invoicing/money/money.ts'

/** An entry of the activity as it is being edited. */
export interface EntryDraft {
  invoiceNumber: string
  status: InvoiceStatus
  total: string
}

export function entryDraftOf(entry: InvoiceEntry | null): EntryDraft {
  if (!entry) return { invoiceNumber: '', status: 'draft', total: '' }
  const { invoiceNumber, status, total } = entry
  return { invoiceNumber, status, total }
}

export function isInvoiceStatus(text: string): text is InvoiceStatus {
  return invoiceStatuses.some((status) => status === text)
}

/** What is sent of a draft: the fields that are others now. An amount that cannot be read is told at its field. */
export function entryChange(entry: InvoiceEntry, draft: EntryDraft) {
  const cents = parseMoneyInput(draft.total, entry.currency)
  const problems: Partial<Record<EditableEntryField, string>> = {}
  if (typeof cents === 'string') problems.total = 'Enter an amount, such as 120.00.'
  if (draft.invoiceNumber.trim() === '') problems.invoiceNumber = 'Enter a number.'
  const total = typeof cents === 'string' ? entry.total : moneyText(cents, entry.currency)
  const invoiceNumber = draft.invoiceNumber.trim()
  const change = {
    ...(invoiceNumber === entry.invoiceNumber ? {} : { invoiceNumber }),
    ...(draft.status === entry.status ? {} : { status: draft.status }),
    ...(total === entry.total ? {} : { total }),
  }
  return { change, problems, isSame: Object.keys(change).length === 0 }
}

/** Lets everything that the hand holds follow the invoice again. */
export function letGo(entry: InvoiceEntry): Partial<Record<EditableEntryField, null>> {
  return Object.fromEntries(entry.editedFields.map((field) => [field, null]))
}

export const entryFieldLabels: Record<EditableEntryField, string> = {
  invoiceNumber: 'Number',
  status: 'Status',
  total: 'Total',
}

/** Field by field, as it is read beside another version. */
export function entryInWords({ invoiceNumber, status, total }: EntryDraft): [field: string, text: string][] {
  return [
    [entryFieldLabels.invoiceNumber, invoiceNumber],
    [entryFieldLabels.status, invoiceStatusLabels[status]],
    [entryFieldLabels.total, total],
  ]
}
