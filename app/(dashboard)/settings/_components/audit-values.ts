import type { AuditEntity, AuditEntry } from '../../../../contract/audit.ts'
import { communicationChannelLabels } from '../../../../contract/communications.ts'
import { preferredChannelLabels } from '../../../../contract/contacts.ts'
import { creditLimitStatusLabels } from '../../../../contract/credit-limits.ts'
import { creditMemoReasonLabels } from '../../../../contract/credit-memos.ts'
import { customerStatusLabels, customerTierLabels } from '../../../../contract/customers.ts'
import { invoiceStatusLabels } from '../../../../contract/invoices.ts'
import { jobStatusLabels } from '../../../../contract/jobs.ts'
import { paymentMethodLabels } from '../../../../contract/payment-methods.ts'
import { paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import { roleLabels } from '../../../../contract/permissions.ts'
import { quoteStatusLabels } from '../../../../contract/quotes.ts'
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

/** Codes that have a name of their own on the screens, by the field that holds them. */
const namedCodes: Record<string, Record<string, string>> = {
  status: {
    ...customerStatusLabels,
    ...creditLimitStatusLabels,
    ...jobStatusLabels,
    ...quoteStatusLabels,
    ...invoiceStatusLabels,
  },
  method: paymentMethodLabels,
  paymentTerms: paymentTermsLabels,
  reason: creditMemoReasonLabels,
  channel: communicationChannelLabels,
  preferredChannel: preferredChannelLabels,
  role: roleLabels,
  tier: customerTierLabels,
}

/** Every field of a change in words, in the order in which the operation told them. */
export function changedFields(
  { before, after }: Pick<AuditEntry, 'before' | 'after'>,
  timeZone: string,
): ChangedField[] {
  const was = isRecord(before) ? before : {}
  const is = isRecord(after) ? after : {}
  return Object.keys({ ...was, ...is })
    .filter((field) => !isNamed(field, was) && !isNamed(field, is))
    .map((field) => {
      const [had, has] = whatDiffers(was[field], is[field], timeZone)
      return {
        field,
        label: fieldLabel(field),
        before: valueText(had, timeZone, field),
        after: valueText(has, timeZone, field),
      }
    })
}

/**
 * Of two lists, such as the lines of an invoice, only the entries that differ, each with its number; of an entry that both
 * have, only what it is called and what changed in it. Anything else as it is.
 */
function whatDiffers(before: unknown, after: unknown, timeZone: string): [unknown, unknown] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [before, after]
  const pairs = Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
    differingParts(before[index], after[index], (entry) => `${index + 1}. ${valueText(entry, timeZone)}`),
  ).filter((pair) => pair !== null)
  return [pairs.flatMap(([was]) => was ?? []), pairs.flatMap(([, is]) => is ?? [])]
}

function differingParts(
  was: unknown,
  is: unknown,
  numbered: (entry: Record<string, unknown>) => string,
): [unknown, unknown] | null {
  if (JSON.stringify(was) === JSON.stringify(is)) return null
  const whole = (entry: unknown) => (isRecord(entry) ? numbered(entry) : entry)
  if (!isRecord(was) || !isRecord(is)) return [whole(was), whole(is)]
  const kept = Object.keys({ ...was, ...is }).filter(
    (field) => field === 'description' || JSON.stringify(was[field]) !== JSON.stringify(is[field]),
  )
  const partOf = (entry: Record<string, unknown>) =>
    numbered(Object.fromEntries(kept.map((field) => [field, entry[field]])))
  return [partOf(was), partOf(is)]
}

/** Whether a field is the id of something whose name or number stands beside it. */
function isNamed(field: string, beside: Record<string, unknown>): boolean {
  const what = /^(.+)Id$/.exec(field)?.[1]
  return what !== undefined && [what, `${what}Name`, `${what}Number`].some((name) => Boolean(beside[name]))
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*Z$/
const code = /^[a-z]+(?:_[a-z\d]+)+$/

/** A value as people write it: dates as dates, codes as words, a list a line each. */
export function valueText(value: unknown, timeZone: string, field = ''): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return namedCodes[field]?.[value] ?? wordsOf(value, timeZone)
  if (Array.isArray(value))
    return value.length === 0 ? '–' : value.map((one) => valueText(one, timeZone)).join('\n')
  if (!isRecord(value)) return String(value)
  return Object.entries(value)
    .filter(([name, part]) => part !== null && part !== '' && !isNamed(name, value))
    .map(([name, part]) => `${fieldLabel(name)}: ${valueText(part, timeZone, name)}`)
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
