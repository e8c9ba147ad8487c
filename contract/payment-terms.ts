/** When an invoice falls due, counted from its issue date. */
export const paymentTerms = [
  'due_on_receipt',
  'net_7',
  'net_15',
  'net_30',
  'net_45',
  'net_60',
  'net_90',
] as const

export type PaymentTerms = (typeof paymentTerms)[number]

export const paymentTermsLabels: Record<PaymentTerms, string> = {
  due_on_receipt: 'Due on receipt',
  net_7: 'Net 7',
  net_15: 'Net 15',
  net_30: 'Net 30',
  net_45: 'Net 45',
  net_60: 'Net 60',
  net_90: 'Net 90',
}

/** Days from the issue date to the due date. */
export const paymentTermsDays: Record<PaymentTerms, number> = {
  due_on_receipt: 0,
  net_7: 7,
  net_15: 15,
  net_30: 30,
  net_45: 45,
  net_60: 60,
  net_90: 90,
}
