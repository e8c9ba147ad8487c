import type { Customer } from '../../../../contract/customers.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import type { PaymentTerms } from '../../../../contract/payment-terms.ts'
import type { Quote } from '../../../../contract/quotes.ts'
import { usualDepositPercent } from '../../../../invoicing/invoices/deposit.ts'
import { onlyJobOf } from '../../../../invoicing/jobs/job.ts'
import {
  customerTax,
  type DocumentDraft,
  documentDraftOf,
  documentParts,
  emptyDocument,
} from './document-draft.ts'

/** An invoice as it is being typed. */
export interface Draft extends DocumentDraft {
  paymentTerms: PaymentTerms
  /** Set by hand; empty = issue date + terms. */
  dueDate: string
  /** A job of the customer; empty = none. */
  jobId: string
  depositRequested: boolean
  depositKind: 'percent' | 'amount'
  depositValue: string
  /** Empty = the issue date. */
  depositDueDate: string
  /** Why it may go over the customer's credit limit; no part of the invoice, it is said with each saving. */
  overrideReason: string
}

/** What most customers are asked for; a customer's tier or contract may say otherwise. */
const usualDeposit = { depositRequested: false, depositKind: 'percent' as const, depositValue: '50' }

/** A new invoice: due on receipt, without a deposit, until a customer says otherwise. */
export function emptyDraft(taxRate: string, customerId: string | null = null): Draft {
  return {
    ...emptyDocument(taxRate, customerId),
    paymentTerms: 'due_on_receipt',
    dueDate: '',
    jobId: '',
    ...usualDeposit,
    depositDueDate: '',
    overrideReason: '',
  }
}

/** What a customer brings to a new invoice: their terms, their tax, and the deposit that is usual for them. */
export function customerDefaults(customer: Customer, company: { taxRate: string; today: string }) {
  return {
    ...customerTax(customer, company),
    paymentTerms: customer.paymentTerms ?? ('due_on_receipt' as const),
    depositKind: 'percent' as const,
    depositValue: usualDepositPercent(customer),
    jobId: '',
  }
}

/**
 * An accepted quote, ready to be invoiced (C: N41), as the server would make it of the quote alone: lines, discounts,
 * shipping and notes are carried over; terms, tax and deposit come from the customer.
 */
export function draftFromQuote(
  quote: Quote,
  customer: Customer,
  company: { taxRate: string; today: string },
): Draft {
  const defaults = customerDefaults(customer, company)
  return {
    ...emptyDraft(company.taxRate),
    ...documentDraftOf(quote),
    ...defaults,
    jobId: onlyJobOf(quote.jobs) ?? '',
    depositRequested: /[1-9]/.test(defaults.depositValue),
  }
}

/** A saved draft, ready to be changed. */
export function draftOf(invoice: Invoice): Draft {
  const isDraft = invoice.status === 'draft'
  return {
    ...documentDraftOf(invoice),
    paymentTerms: invoice.paymentTerms,
    // A draft has a due date only when somebody set it.
    dueDate: isDraft ? (invoice.dueDate ?? '') : '',
    jobId: invoice.jobId ?? '',
    ...usualDeposit,
    ...depositOf(invoice),
    depositDueDate: isDraft ? (invoice.depositDueDate ?? '') : '',
    overrideReason: '',
  }
}

function depositOf(invoice: Invoice): Partial<Draft> {
  if (!invoice.depositRequested) return {}
  const isPercent = invoice.depositPercent !== null
  return {
    depositRequested: true,
    depositKind: isPercent ? 'percent' : 'amount',
    depositValue: invoice.depositPercent ?? invoice.depositAmount ?? '',
  }
}

/** The same work once more (C: N11): everything but the dates and what the shop noted about the old one. */
export function duplicateOf(invoice: Invoice): Draft {
  return { ...draftOf(invoice), dueDate: '', depositDueDate: '', internalNotes: '' }
}

/** What the parts of a draft are called. */
export const draftLabels: Record<keyof Draft, string> = {
  ...documentParts,
  paymentTerms: 'payment terms',
  dueDate: 'due date',
  jobId: 'job',
  depositRequested: 'deposit requested',
  depositKind: 'kind of deposit',
  depositValue: 'deposit',
  depositDueDate: 'deposit due',
  overrideReason: 'reason over the limit',
}
