import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '../../../../contract/contract.ts'
import { type Customer, type CustomerTier, customerTierLabels } from '../../../../contract/customers.ts'
import { type PaymentTerms, paymentTerms, paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { webAddressOf } from '../../../../invoicing/customers/web-address.ts'

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
  taxExempt: boolean
  taxExemptionCertificate: string
  taxExemptionState: string
  taxExemptionExpiresOn: string
  tier: CustomerTier
  /** Only a contract customer has one. */
  contractDepositPercent: string
}

export type CustomerField = keyof CustomerDraft

/** The fields in which somebody types. */
export type CustomerTextField = Exclude<CustomerField, 'paymentTerms' | 'taxExempt' | 'tier'>

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
    taxExempt: false,
    taxExemptionCertificate: '',
    taxExemptionState: '',
    taxExemptionExpiresOn: '',
    tier: 'standard',
    contractDepositPercent: '',
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
    taxExempt: customer.taxExempt,
    taxExemptionCertificate: customer.taxExemptionCertificate ?? '',
    taxExemptionState: customer.taxExemptionState ?? '',
    taxExemptionExpiresOn: customer.taxExemptionExpiresOn ?? '',
    tier: customer.tier,
    contractDepositPercent: customer.contractDepositPercent ?? '',
  }
}

/** What is saved of it, whole: an emptied field is nothing, and a bare domain is a web address. */
export function customerContent(draft: CustomerDraft): CustomerContent {
  return {
    name: draft.name.trim(),
    legalName: draft.legalName.trim() || null,
    email: draft.email.trim() || null,
    phone: draft.phone.trim() || null,
    website: webAddressOf(draft.website) || null,
    taxId: draft.taxId.trim() || null,
    paymentTerms: paymentTerms.find((terms) => terms === draft.paymentTerms) ?? null,
    defaultCurrency: draft.defaultCurrency,
    notes: draft.notes.trim() === '' ? null : draft.notes,
    taxExempt: draft.taxExempt,
    ...exemptionOf(draft),
    tier: draft.tier,
    contractDepositPercent: draft.tier === 'contract' ? draft.contractDepositPercent.trim() || null : null,
  }
}

/** The exemption's papers, none without an exemption. */
function exemptionOf(draft: CustomerDraft) {
  const given = (text: string) => (draft.taxExempt ? text.trim() || null : null)
  return {
    taxExemptionCertificate: given(draft.taxExemptionCertificate),
    taxExemptionState: given(draft.taxExemptionState),
    taxExemptionExpiresOn: given(draft.taxExemptionExpiresOn),
  }
}

/** What can be said before asking the server; it checks e-mail, phone and address itself. */
export function customerProblems(draft: CustomerDraft): Partial<Record<CustomerField, string>> {
  const problems: Partial<Record<CustomerField, string>> = {}
  if (draft.name.trim() === '') problems.name = 'Enter a name.'
  if (draft.tier === 'contract' && draft.contractDepositPercent.trim() === '')
    problems.contractDepositPercent = 'Enter the deposit agreed with them, such as 30.'
  return problems
}

/** A draft in words, as it is set beside somebody else's version. */
export function customerInWords(draft: CustomerDraft): [field: string, text: string][] {
  return [
    ['Name', draft.name],
    ['Legal name', draft.legalName],
    ['E-mail', draft.email],
    ['Phone', draft.phone],
    ['Website', draft.website],
    ['Tax id', draft.taxId],
    ['Payment terms', draft.paymentTerms && paymentTermsLabels[draft.paymentTerms]],
    ['Currency', draft.defaultCurrency],
    ['Notes', draft.notes],
    ['Tax exempt', draft.taxExempt ? 'Yes' : 'No'],
    ['Exemption certificate', draft.taxExemptionCertificate],
    ['Exemption state', draft.taxExemptionState],
    ['Exemption expires', draft.taxExemptionExpiresOn && formatDate(draft.taxExemptionExpiresOn)],
    ['Tier', customerTierLabels[draft.tier]],
    ['Agreed deposit', draft.contractDepositPercent],
  ]
}
