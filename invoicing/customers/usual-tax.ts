/** What a new invoice is taxed: the company's rate, or nothing for a customer whose exemption holds today (C: N20). */
export function usualTax(
  customer: {
    taxExempt: boolean
    taxExemptionCertificate: string | null
    taxExemptionExpiresOn: string | null
  },
  companyTaxRate: string,
  today: string,
): { taxRate: string; taxExemptionReason: string | null } {
  const expired = customer.taxExemptionExpiresOn !== null && customer.taxExemptionExpiresOn < today
  if (!customer.taxExempt || expired) return { taxRate: companyTaxRate, taxExemptionReason: null }
  const certificate = customer.taxExemptionCertificate
  return {
    taxRate: '0',
    taxExemptionReason: certificate ? `Exemption certificate ${certificate}` : 'Tax exempt',
  }
}
