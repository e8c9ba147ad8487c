import type { ReceivableRow } from '../../contract/import.ts'
import { isCivilDate } from '../calendar/calendar.ts'
import { moneyText, parseMoneyInput } from '../money/money.ts'

/** The fields an imported row can have, and which column of the file each comes from. */
export const importFields = [
  'customer',
  'customerName',
  'invoiceNumber',
  'issueDate',
  'dueDate',
  'amount',
  'paidDate',
  'paidAmount',
] as const
export type ImportField = (typeof importFields)[number]
export type ColumnMap = Partial<Record<ImportField, string>>

const requiredFields: readonly ImportField[] = ['customer', 'invoiceNumber', 'issueDate', 'dueDate', 'amount']

/** Reads `"customer=customerID,amount=InvoiceAmount"`; throws a RangeError that says what is wrong with it. */
export function readColumnMap(text: string, header: readonly string[]): ColumnMap {
  const map: ColumnMap = {}
  for (const part of text.split(',')) {
    const [field, column] = part.split('=').map((side) => side.trim())
    const known = importFields.find((name) => name === field)
    if (!known || !column)
      throw new RangeError(
        `--columns: "${part}" is not of the form field=column. Fields: ${importFields.join(', ')}`,
      )
    if (!header.includes(column))
      throw new RangeError(`--columns: the file has no column "${column}". It has: ${header.join(', ')}`)
    map[known] = column
  }
  const missing = requiredFields.filter((field) => map[field] === undefined)
  if (missing.length > 0) throw new RangeError(`--columns: ${missing.join(', ')} must be named`)
  return map
}

/** Turns a date written in a format of M, D and YYYY (`M/D/YYYY`, `DD.MM.YYYY`, `YYYY-MM-DD`) into a civil date. */
export function readDate(text: string, format: string): string | null {
  const order: string[] = []
  const pattern = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/YYYY|MM?|DD?/g, (token) => {
    order.push(token[0] ?? '')
    return token === 'YYYY' ? '(\\d{4})' : '(\\d{1,2})'
  })
  const match = new RegExp(`^${pattern}$`).exec(text.trim())
  if (!match) return null
  const part = (letter: string) => (match[order.indexOf(letter) + 1] ?? '').padStart(2, '0')
  const date = `${part('Y')}-${part('M')}-${part('D')}`
  return isCivilDate(date) ? date : null
}

/** Whether a date format names day, month and year once each. */
export function isDateFormat(format: string): boolean {
  const tokens = (format.match(/YYYY|MM?|DD?/g) ?? []).map((token) => token[0])
  return tokens.length === 3 && new Set(tokens).size === 3
}

/** Types one record of the file, or says why it cannot be read. */
export function readRow(
  record: Readonly<Record<string, string>>,
  line: number,
  columns: ColumnMap,
  options: { dateFormat: string; currency: string },
): { row: ReceivableRow } | { refusal: string } {
  const text = (field: ImportField) =>
    columns[field] === undefined ? '' : (record[columns[field]] ?? '').trim()
  const problems: string[] = []
  const date = (field: ImportField, required: boolean): string => {
    const read = readDate(text(field), options.dateFormat)
    if (read === null && (required || text(field) !== ''))
      problems.push(`${field} "${text(field)}" is not a date of the form ${options.dateFormat}`)
    return read ?? ''
  }
  const amount = (field: ImportField, required: boolean): string => {
    if (text(field) === '' && !required) return ''
    const cents = parseMoneyInput(text(field), options.currency)
    if (typeof cents === 'string')
      problems.push(
        `${field} "${text(field)}" is not an amount in ${options.currency} (${cents.replaceAll('_', ' ')})`,
      )
    return typeof cents === 'string' ? '' : moneyText(cents, options.currency)
  }
  const row = {
    line,
    customer: text('customer'),
    customerName: text('customerName') || null,
    invoiceNumber: text('invoiceNumber'),
    issueDate: date('issueDate', true),
    dueDate: date('dueDate', true),
    amount: amount('amount', true),
    paidDate: date('paidDate', false) || null,
    paidAmount: amount('paidAmount', false) || null,
  }
  if (row.customer === '') problems.push('customer is empty')
  if (row.invoiceNumber === '') problems.push('invoiceNumber is empty')
  if (row.invoiceNumber.length > 50) problems.push('invoiceNumber has more than 50 characters')
  return problems.length > 0 ? { refusal: problems.join('; ') } : { row }
}
