/** How a counter's value is written: `INV-0001`, at least four digits. */
export function documentNumber(prefix: string, value: number): string {
  return `${prefix}${String(value).padStart(4, '0')}`
}

/** The value that a text would have in the series of a prefix, or null when it is not a number of that series. */
export function valueInSeries(prefix: string, text: string): number | null {
  if (!text.startsWith(prefix)) return null
  const digits = text.slice(prefix.length)
  const value = Number(digits)
  return /^\d{4,12}$/.test(digits) && documentNumber(prefix, value) === text ? value : null
}

/** What a foreign number is sorted by: its last run of digits, at most fifteen of them; 0 without any. */
export function sortValueOf(text: string): number {
  const digits = /(\d+)\D*$/.exec(text)?.[1] ?? '0'
  return Number(digits.slice(-15))
}

/** The value that a search asks for in the series of a prefix: `42`, `INV-42` or `inv42`; null where it asks for another. */
export function valueSearched(prefix: string, text: string): number | null {
  const [, letters = '', digits] = /^([\p{L}-]*)(\d+)$/u.exec(text) ?? []
  const isOfSeries = letters === '' || prefix.replace('-', '') === letters.toUpperCase().replace('-', '')
  return digits && isOfSeries ? sortValueOf(digits) : null
}
