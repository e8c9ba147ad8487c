import type { CustomerTier } from '../../contract/customers.ts'
import type { PaymentTerms } from '../../contract/payment-terms.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { trimDecimals } from '../money/decimal.ts'
import { phoneInE164, requireTierAndDeposit } from './customer.ts'

/** The fields of a customer that a client may set. */
export interface CustomerContent {
  name: string
  legalName: string | null
  email: string | null
  phone: string | null
  defaultCurrency: string
  paymentTerms: PaymentTerms | null
  taxId: string | null
  website: string | null
  notes: string | null
  taxExempt: boolean
  taxExemptionCertificate: string | null
  taxExemptionState: string | null
  taxExemptionExpiresOn: string | null
  tier: CustomerTier
  contractDepositPercent: string | null
}

/** Somebody new of whom only the name is known. */
export function newCustomer(name: string, defaultCurrency: string): CustomerContent {
  return {
    name,
    legalName: null,
    email: null,
    phone: null,
    defaultCurrency,
    paymentTerms: null,
    taxId: null,
    website: null,
    notes: null,
    taxExempt: false,
    taxExemptionCertificate: null,
    taxExemptionState: null,
    taxExemptionExpiresOn: null,
    tier: 'standard',
    contractDepositPercent: null,
  }
}

/**
 * What a customer becomes when these fields are given; null clears. A phone without a country code is read as one of
 * `country`. Whether a currency that is in use may still change is not known here.
 */
export function changedCustomer(
  standing: CustomerContent,
  given: Partial<CustomerContent>,
  country: string,
): CustomerContent {
  const next = { ...standing, ...given }
  requireSupportedCurrency(next.defaultCurrency, 'defaultCurrency')
  requireTierAndDeposit(next.tier, next.contractDepositPercent)
  const { contractDepositPercent } = next
  return {
    ...next,
    phone: given.phone ? phoneInE164(given.phone, country) : next.phone,
    contractDepositPercent: contractDepositPercent === null ? null : trimDecimals(contractDepositPercent),
  }
}

/** The fields of a customer that a client may set, as they stand. */
export function contentOfCustomer(customer: CustomerContent): CustomerContent {
  const { name, legalName, email, phone, defaultCurrency, paymentTerms, taxId, website, notes } = customer
  const { taxExempt, taxExemptionCertificate, taxExemptionState, taxExemptionExpiresOn } = customer
  return {
    ...{ name, legalName, email, phone, defaultCurrency, paymentTerms, taxId, website, notes },
    ...{ taxExempt, taxExemptionCertificate, taxExemptionState, taxExemptionExpiresOn },
    tier: customer.tier,
    contractDepositPercent: customer.contractDepositPercent,
  }
}
