import { refuseField } from '../../contract/refusals.ts'
import { difference } from '../../server/audit-trail.ts'
import { implementing } from '../../server/operation.ts'
import { lockSettings, readCompany, updateSettings } from './company.sql.ts'

/** Closes the books up to a past day. They stay closed: a closed day's answers never change. */
export const closeBooks = implementing.company.closeBooks.handler(
  async ({ input, context: { tx, today, audit } }) => {
    await lockSettings(tx)
    const before = await readCompany(tx, today)
    if (input.booksClosedOn >= today) {
      throw refuseField(
        'date_in_future',
        'booksClosedOn',
        `The books can be closed up to yesterday at the latest; today is ${today}.`,
      )
    }
    if (before.booksClosedOn !== null && input.booksClosedOn < before.booksClosedOn) {
      throw refuseField(
        'date_in_closed_period',
        'booksClosedOn',
        `The books are closed up to ${before.booksClosedOn} and are not opened again.`,
      )
    }
    await updateSettings(tx, { ...before, booksClosedOn: input.booksClosedOn })
    const after = await readCompany(tx, today)
    audit.record({ entity: 'company', entityId: after.id, label: after.name, ...difference(before, after) })
    return after
  },
)
