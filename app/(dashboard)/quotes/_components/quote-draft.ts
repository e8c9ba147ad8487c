import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '../../../../contract/contract.ts'
import type { Quote } from '../../../../contract/quotes.ts'
import { addDays, isCivilDate } from '../../../../invoicing/calendar/calendar.ts'
import {
  type Checked,
  checkDocument,
  type DocumentContent,
} from '../../invoices/_components/check-document.ts'
import {
  customerTax,
  type DocumentDraft,
  documentDraftOf,
  documentParts,
  emptyDocument,
} from '../../invoices/_components/document-draft.ts'
import type { DocumentFormState, DocumentKind } from '../../invoices/_components/use-document-form.ts'

/** A quote as it is being typed. */
export interface QuoteDraft extends DocumentDraft {
  title: string
  /** Empty = without an end. */
  validUntil: string
}

type CreateInput = InferContractRouterInputs<Contract>['quotes']['create']

/** What a quote sends when it is saved. */
export type QuoteContent = DocumentContent & Required<Pick<CreateInput, 'title' | 'validUntil'>>
export type QuoteFormState = DocumentFormState<QuoteDraft, QuoteContent>

/** For how long a new quote is good, unless somebody says otherwise. */
const usualDays = 30

export function emptyQuote(company: { taxRate: string; today: string }): QuoteDraft {
  return {
    ...emptyDocument(company.taxRate),
    title: '',
    validUntil: addDays(company.today, usualDays),
  }
}

/** A saved quote, ready to be changed. */
export function quoteDraftOf(quote: Quote): QuoteDraft {
  return { ...documentDraftOf(quote), title: quote.title ?? '', validUntil: quote.validUntil ?? '' }
}

/** What must be right before a quote is saved. */
function checkQuote(draft: QuoteDraft, currency: string): Checked<QuoteContent> {
  const { content, messages, places } = checkDocument(draft, currency)
  const isBad = draft.validUntil !== '' && !isCivilDate(draft.validUntil)
  const own = { title: draft.title.trim() || null, validUntil: draft.validUntil || null }
  return {
    content: content && !isBad ? { ...content, ...own } : undefined,
    messages: isBad ? { ...messages, validUntil: 'Choose a date that exists.' } : messages,
    places,
  }
}

/** What the parts of a draft are called. */
export const quoteLabels: Record<keyof QuoteDraft, string> = {
  ...documentParts,
  title: 'title',
  validUntil: 'last day',
}

export const quoteKind: DocumentKind<QuoteDraft, QuoteContent> = {
  check: checkQuote,
  customerDefaults: customerTax,
}
