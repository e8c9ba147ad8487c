import type { Company } from '../../contract/company.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { difference } from '../../server/audit-trail.ts'
import { type Caller, mayCall } from '../../server/caller.ts'
import { implementing } from '../../server/operation.ts'
import { requireCountry } from '../addresses/country.ts'
import { lockSettings, readCompany, renameCompany, updateSettings } from './company.sql.ts'
import { requireTimeZone } from './company.ts'

/** Changes name, country, letterhead, time zone or default tax rate, or closes the books. The tax rate reaches new drafts only. */
export const updateCompany = implementing.company.update.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const standing = await lockSettings(tx)
    if (standing !== input.version) {
      throw new Refused(
        'stale_version',
        `The settings are at version ${standing} now. Load them again and repeat the change.`,
      )
    }
    const before = await readCompany(tx, today)
    if (input.country !== undefined) requireCountry(input.country, 'country')
    if (input.timeZone !== undefined) requireTimeZone(input.timeZone, 'timeZone')
    if (input.booksClosedOn !== undefined) requireMayClose(before, input.booksClosedOn, today, caller)
    if (input.name !== undefined) await renameCompany(tx, input.name)
    await updateSettings(tx, {
      country: input.country ?? before.country,
      letterhead: input.letterhead === undefined ? before.letterhead : input.letterhead?.trim() || null,
      timeZone: input.timeZone ?? before.timeZone,
      taxRate: input.taxRate ?? before.taxRate,
      booksClosedOn: input.booksClosedOn ?? before.booksClosedOn,
    })
    const after = await readCompany(tx, today)
    audit.record({ entity: 'company', entityId: after.id, label: after.name, ...difference(before, after) })
    return after
  },
)

/** The books are closed up to a past day, and stay closed: a closed day's answers never change. */
function requireMayClose(
  { booksClosedOn: standing }: Company,
  wanted: string,
  today: string,
  caller: Caller,
): void {
  if (wanted === standing) return
  if (!mayCall(caller, 'accounting.books.close')) {
    throw new Refused(
      'forbidden',
      'Closing the books needs the permission accounting.books.close. Ask an owner or admin for it.',
    )
  }
  if (wanted >= today) {
    throw refuseField(
      'date_in_future',
      'booksClosedOn',
      `The books can be closed up to yesterday at the latest; today is ${today}.`,
    )
  }
  if (standing !== null && wanted < standing) {
    throw refuseField(
      'date_in_closed_period',
      'booksClosedOn',
      `The books are closed up to ${standing} and are not opened again.`,
    )
  }
}
