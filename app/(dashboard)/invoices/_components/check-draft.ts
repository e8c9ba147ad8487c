import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '../../../../contract/contract.ts'
import { isCivilDate } from '../../../../invoicing/calendar/calendar.ts'
import { invoiceTotals } from '../../../../invoicing/invoices/totals.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { type Checked, checkDocument, type DocumentContent, type FieldMessages } from './check-document.ts'
import type { Draft } from './draft.ts'
import { readAmount, readPercent } from './typed-numbers.ts'

type CreateInput = InferContractRouterInputs<Contract>['invoices']['create']
type InvoiceFields =
  | 'paymentTerms'
  | 'dueDate'
  | 'jobId'
  | 'depositRequested'
  | 'depositPercent'
  | 'depositAmount'
  | 'depositDueDate'

/** What an invoice sends when it is saved. */
export type DraftContent = DocumentContent & Required<Pick<CreateInput, InvoiceFields>>

/** What must be right before an invoice is saved, its dates and deposit too. */
export function checkDraft(draft: Draft, currency: string): Checked<DraftContent> {
  const { content, messages: found, places } = checkDocument(draft, currency)
  const messages: FieldMessages = { ...found }
  if (draft.dueDate && !isCivilDate(draft.dueDate)) messages.dueDate = 'Choose a date that exists.'
  const deposit = depositContent(draft, currency, messages)
  if (content && deposit.depositAmount) {
    const { totalCents } = invoiceTotals({ ...content, currency })
    if (centsOf(deposit.depositAmount) > totalCents)
      messages.depositAmount = `At most the total, ${formatMoney(totalCents, currency)}.`
  }
  if (!content || Object.keys(messages).length > 0) return { content: undefined, messages, places }
  const { paymentTerms, dueDate, jobId } = draft
  const own = { paymentTerms, dueDate: dueDate || null, jobId: jobId || null }
  return { content: { ...content, ...own, ...deposit }, messages, places }
}

function depositContent(draft: Draft, currency: string, messages: FieldMessages) {
  const none = { depositPercent: null, depositAmount: null, depositDueDate: null }
  if (!draft.depositRequested) return { depositRequested: false, ...none }
  const isPercent = draft.depositKind === 'percent'
  const typed = isPercent
    ? readPercent(draft.depositValue)
    : readAmount(draft.depositValue, currency, { message: 'Enter the deposit, or ask for none.' })
  if (!typed.ok) messages.depositAmount = typed.message
  else if (!/[1-9]/.test(typed.text)) messages.depositAmount = 'Enter more than zero, or ask for none.'
  if (draft.depositDueDate && !isCivilDate(draft.depositDueDate))
    messages.depositDueDate = 'Choose a date that exists.'
  const value = typed.ok ? typed.text : '0'
  return {
    depositRequested: true,
    depositPercent: isPercent ? value : null,
    depositAmount: isPercent ? null : value,
    depositDueDate: draft.depositDueDate || null,
  }
}
