import type { AuditEntity, AuditEntry } from '../../../../contract/audit.ts'
import { fieldLabel } from '../../../../contract/words.ts'
import { formatDate, isCivilDate, todayIn } from '../../../../invoicing/calendar/calendar.ts'

/** What changes are about, as a shop owner calls it. */
export const entityLabels: Record<AuditEntity, string> = {
  company: 'Company',
  customer: 'Customer',
  contact: 'Contact',
  address: 'Address',
  customer_group: 'Customer group',
  communication: 'Communication',
  note: 'Note',
  credit_limit: 'Credit limit',
  statement: 'Statement',
  aging_snapshot: 'Kept aging',
  quote: 'Quote',
  job: 'Job',
  invoice: 'Invoice',
  payment: 'Payment',
  refund: 'Refund',
  credit_memo: 'Credit memo',
  member: 'Member',
  api_key: 'API key',
  import: 'Import',
  activity_entry: 'Activity entry',
  backfill: 'Backfill',
  verification: 'Verification',
}

export interface ChangedField {
  field: string
  label: string
  before: string
  after: string
}

/** Every field of a change in words, in the order in which the operation told them. */
export function changedFields(
  { before, after }: Pick<AuditEntry, 'before' | 'after'>,
  timeZone: string,
): ChangedField[] {
  const was = isRecord(before) ? before : {}
  const is = isRecord(after) ? after : {}
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].map((field) => ({
    field,
    label: fieldLabel(field),
    before: valueText(was[field], timeZone),
    after: valueText(is[field], timeZone),
  }))
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*Z$/
const code = /^[a-z]+(?:_[a-z\d]+)+$/

/** A value as people write it: dates as dates, codes as words, a list a line each. */
export function valueText(value: unknown, timeZone: string): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return wordsOf(value, timeZone)
  if (Array.isArray(value))
    return value.length === 0 ? '–' : value.map((one) => valueText(one, timeZone)).join('\n')
  if (!isRecord(value)) return String(value)
  return Object.entries(value)
    .filter(([, part]) => part !== null && part !== '')
    .map(([field, part]) => `${fieldLabel(field)}: ${valueText(part, timeZone)}`)
    .join(', ')
}

function wordsOf(text: string, timeZone: string): string {
  if (isCivilDate(text)) return formatDate(text)
  if (instant.test(text)) {
    const moment = new Date(text)
    const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })
    return `${formatDate(todayIn(timeZone, moment))}, ${time.format(moment)}`
  }
  // Nobody reads an id; its beginning tells two of them apart.
  if (uuid.test(text)) return `#${text.slice(0, 8)}`
  return code.test(text) ? text.replaceAll('_', ' ') : text
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
