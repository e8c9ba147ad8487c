import { stringify } from 'csv-stringify/sync'
import type { AuditEntry } from '../../contract/audit.ts'

const columns = [
  'position',
  'id',
  'occurredAt',
  'actor',
  'door',
  'operation',
  'entity',
  'entityId',
  'label',
] as const
const told = ['reason', 'before', 'after'] as const

/** Entries of the audit log as CSV; what a spreadsheet would run as a formula is escaped. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map((entry) => [
    ...columns.map((column) => entry[column] ?? ''),
    entry.reason ?? '',
    textOf(entry.before),
    textOf(entry.after),
  ])
  return stringify(rows, {
    header: true,
    columns: [...columns, ...told],
    escape_formulas: true,
    record_delimiter: 'windows',
  })
}

function textOf(value: unknown): string {
  return value === null ? '' : JSON.stringify(value)
}
