import type { Paper } from '../../contract/paper.ts'

/** Countries that print on Letter; all others on A4. */
const letterCountries: ReadonlySet<string> = new Set([
  'US',
  'CA',
  'MX',
  'PH',
  'CL',
  'CO',
  'VE',
  'GT',
  'CR',
  'PA',
])

/** The sheet that a country's printers hold. */
export function sizeIn(country: string): Paper['size'] {
  return letterCountries.has(country) ? 'letter' : 'a4'
}

/** A letterhead line by line, as it was written. */
export function linesOfLetterhead(letterhead: string | null): string[] {
  return letterhead === null ? [] : letterhead.split('\n')
}
