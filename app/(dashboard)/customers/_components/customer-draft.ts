import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '../../../../contract/contract.ts'
import type { Customer } from '../../../../contract/customers.ts'
import { type PaymentTerms, paymentTerms } from '../../../../contract/payment-terms.ts'

/** A customer as it is being typed; empty = not known. */
export interface CustomerDraft {
  name: string
  legalName: string
  email: string
  phone: string
  website: string
  taxId: string
  paymentTerms: PaymentTerms | ''
  defaultCurrency: string
  notes: string
}

export type CustomerField = keyof CustomerDraft

type CustomerContent = Required<InferContractRouterInputs<Contract>['customers']['create']>

export function emptyCustomer(currency: string): CustomerDraft {
  return {
    name: '',
    legalName: '',
    email: '',
    phone: '',
    website: '',
    taxId: '',
    paymentTerms: '',
    defaultCurrency: currency,
    notes: '',
  }
}

export function customerDraftOf(customer: Customer): CustomerDraft {
  return {
    name: customer.name,
    legalName: customer.legalName ?? '',
    email: customer.email ?? '',
    phone: customer.phone ?? '',
    website: customer.website ?? '',
    taxId: customer.taxId ?? '',
    paymentTerms: customer.paymentTerms ?? '',
    defaultCurrency: customer.defaultCurrency,
    notes: customer.notes ?? '',
  }
}

/** What is saved of it, whole: an emptied field is nothing, and a bare domain is a web address. */
export function customerContent(draft: CustomerDraft): CustomerContent {
  const website = draft.website.trim()
  return {
    name: draft.name.trim(),
    legalName: draft.legalName.trim() || null,
    email: draft.email.trim() || null,
    phone: draft.phone.trim() || null,
    website: website && !/^[a-z]+:/i.test(website) ? `https://${website}` : website || null,
    taxId: draft.taxId.trim() || null,
    paymentTerms: paymentTerms.find((terms) => terms === draft.paymentTerms) ?? null,
    defaultCurrency: draft.defaultCurrency,
    notes: draft.notes.trim() === '' ? null : draft.notes,
  }
}

/** What can be said before asking the server; it checks e-mail, phone and address itself. */
export function customerProblems(draft: CustomerDraft): Partial<Record<CustomerField, string>> {
  return draft.name.trim() === '' ? { name: 'Enter a name.' } : {}
}

const partLabels: Record<CustomerField, string> = {
  name: 'name',
  legalName: 'legal name',
  email: 'e-mail',
  phone: 'phone',
  website: 'website',
  taxId: 'tax id',
  paymentTerms: 'payment terms',
  defaultCurrency: 'currency',
  notes: 'notes',
}

/** In words, which fields of two customers differ. */
export function changedCustomerParts(one: CustomerDraft, other: CustomerDraft): string[] {
  return (Object.keys(partLabels) as CustomerField[])
    .filter((field) => one[field] !== other[field])
    .map((field) => partLabels[field])
}
