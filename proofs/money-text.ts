/** Cents of an amount as the API writes it, by plain text work. */
export function centsIn(amount: string): number {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const cents = Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
  return amount.startsWith('-') ? -cents : cents
}

/** An amount as the API takes it, in the decimals of its currency. */
export function amountIn(cents: number, currency: string): string {
  const whole = Math.floor(cents / 100)
  return currency === 'JPY' ? `${whole}` : `${whole}.${String(cents % 100).padStart(2, '0')}`
}
