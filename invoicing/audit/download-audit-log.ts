import { Refused } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { readAuditEntries } from './audit.sql.ts'
import { auditCsv } from './audit-csv.ts'

const maximumEntries = 20_000

/** The entries that a filter finds, newest first, as a CSV file. */
export const downloadAuditLog = implementing.audit.csv.handler(async ({ input, context: { tx, today } }) => {
  const found = await readAuditEntries(tx, { ...input, limit: maximumEntries, before: null })
  if (found.length > maximumEntries) {
    throw new Refused(
      'too_large',
      'More than 20,000 entries are wanted. Narrow the days, and take the file in parts.',
      [{ path: 'from', message: 'must be later, or to earlier' }],
    )
  }
  return new File([auditCsv(found)], `audit-log-${today}.csv`, { type: 'text/csv; charset=utf-8' })
})
