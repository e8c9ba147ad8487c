/** How money comes and goes (C: U49). */
export const paymentMethods = [
  'check',
  'cash',
  'square',
  'venmo',
  'zelle',
  'credit_card',
  'ach',
  'other',
] as const
export type PaymentMethod = (typeof paymentMethods)[number]

export const paymentMethodLabels: Record<PaymentMethod, string> = {
  check: 'Check',
  cash: 'Cash',
  square: 'Square',
  venmo: 'Venmo',
  zelle: 'Zelle',
  credit_card: 'Credit Card',
  ach: 'ACH',
  other: 'Other',
}
