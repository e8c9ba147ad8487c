import { refuseField } from '../../contract/refusals.ts'
import { isTimeZone } from '../calendar/calendar.ts'
import { isSupportedCurrency } from '../money/money.ts'

/** Refuses a currency that is unknown or has three decimals; `path` names the field that carries it. */
export function requireSupportedCurrency(currency: string, path: string): void {
  if (isSupportedCurrency(currency)) return
  throw refuseField(
    'currency_not_supported',
    path,
    `${currency} is not a currency that Platen can keep: it takes ISO 4217 currencies with two decimals or none.`,
  )
}

/** Refuses a time zone that the calendar does not know. */
export function requireTimeZone(timeZone: string, path: string): void {
  if (isTimeZone(timeZone)) return
  throw refuseField('invalid_input', path, `${timeZone} is not a time zone. Write one as America/New_York.`)
}

/** The part of a company's addresses made from its name: "Halftone Press" gives `halftone-press`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return slug || 'company'
}
