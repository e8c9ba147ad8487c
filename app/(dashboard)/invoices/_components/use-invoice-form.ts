import { checkDraft, type DraftContent } from './check-draft.ts'
import { customerDefaults, type Draft } from './draft.ts'
import {
  type DocumentFormState,
  type DocumentKind,
  type FormOptions,
  useDocumentForm,
} from './use-document-form.ts'

export type InvoiceFormState = DocumentFormState<Draft, DraftContent>

const invoiceKind: DocumentKind<Draft, DraftContent> = {
  check: checkDraft,
  // Another customer's terms mean another due date.
  customerDefaults: (customer, company) => ({ ...customerDefaults(customer, company), dueDate: '' }),
}

/** The state of the form on P3 and P4. */
export function useInvoiceForm(options: FormOptions<Draft>): InvoiceFormState {
  return useDocumentForm(invoiceKind, options)
}
