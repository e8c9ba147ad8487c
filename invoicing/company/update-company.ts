import { Refused } from '../../contract/refusals.ts'
import { difference } from '../../server/audit-trail.ts'
import { implementing } from '../../server/operation.ts'
import { lockSettings, readCompany, renameCompany, updateSettings } from './company.sql.ts'
import { requireTimeZone } from './company.ts'

/** Changes name, time zone or default tax rate. The tax rate reaches new drafts only. */
export const updateCompany = implementing.company.update.handler(
  async ({ input, context: { tx, today, audit } }) => {
    const standing = await lockSettings(tx)
    if (standing !== input.version) {
      throw new Refused(
        'stale_version',
        `The settings are at version ${standing} now. Load them again and repeat the change.`,
      )
    }
    const before = await readCompany(tx, today)
    if (input.timeZone !== undefined) requireTimeZone(input.timeZone, 'timeZone')
    if (input.name !== undefined) await renameCompany(tx, input.name)
    await updateSettings(tx, {
      timeZone: input.timeZone ?? before.timeZone,
      taxRate: input.taxRate ?? before.taxRate,
      booksClosedOn: before.booksClosedOn,
    })
    const after = await readCompany(tx, today)
    audit.record({ entity: 'company', entityId: after.id, label: after.name, ...difference(before, after) })
    return after
  },
)
