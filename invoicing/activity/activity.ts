import { type EditableEntryField, editableEntryFields, type InvoiceEntry } from '../../contract/activity.ts'
import { Refused } from '../../contract/refusals.ts'

/** What somebody wants of an entry's fields: a value to hold, null to let it follow the invoice, or nothing. */
export type EntryChange = Partial<Record<EditableEntryField, string | null | undefined>>

/** Why an entry cannot be edited by hand; undefined when it can. */
export function whyEntryIsFixed(entry: Pick<InvoiceEntry, 'invoiceNumber' | 'readOnly'>): string | undefined {
  return entry.readOnly
    ? `${entry.invoiceNumber} came from an online order, so its entry always follows the invoice. Only entries of invoices made in the shop are edited by hand.`
    : undefined
}

export function requireEditable(entry: InvoiceEntry): void {
  const why = whyEntryIsFixed(entry)
  if (why) throw new Refused('activity_entry_read_only', why)
}

/** Which fields the hand holds after a change: those it sets, and those it held before and does not let go. */
export function heldAfter(entry: InvoiceEntry, change: EntryChange): EditableEntryField[] {
  return editableEntryFields.filter((field) =>
    change[field] === undefined ? entry.editedFields.includes(field) : change[field] !== null,
  )
}

export function entryNotFound(): Refused {
  return new Refused('not_found', 'The customer’s activity has no invoice with this id.')
}
