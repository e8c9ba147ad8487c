import { getAlpha2Codes } from 'i18n-iso-countries/index.js'
import { refuseField } from '../../contract/refusals.ts'

// The list carries XK for Kosovo, which ISO 3166 leaves to users; documents that go abroad would be refused with it.
const countries: ReadonlySet<string> = new Set(Object.keys(getAlpha2Codes()).filter((code) => code !== 'XK'))
/** Every country that ISO 3166-1 lists, by its code of two letters. */
export const countryCodes: readonly string[] = [...countries].sort()

const names = new Intl.DisplayNames('en', { type: 'region' })

/** Whether ISO 3166-1 alpha-2 lists a code. */
export function isCountry(code: string): boolean {
  return countries.has(code)
}

/** The English name of a country, or its code where there is none. */
export function countryName(code: string): string {
  return names.of(code) ?? code
}

/** Refuses a code that ISO 3166-1 alpha-2 does not list; `path` names the field that carries it. */
export function requireCountry(code: string, path: string): void {
  if (isCountry(code)) return
  throw refuseField(
    'country_not_known',
    path,
    `${code} is not a country code of ISO 3166. Write two letters such as US, CA or GB.`,
  )
}

/** The code of a country that is written as its code or its English name, in any capitals; otherwise the text itself. */
export function countryCodeOf(text: string): string {
  const wanted = text.trim()
  const capitals = wanted.toUpperCase()
  if (isCountry(capitals)) return capitals
  const named = countryCodes.find((code) => countryName(code).toUpperCase() === capitals)
  return named ?? wanted
}
