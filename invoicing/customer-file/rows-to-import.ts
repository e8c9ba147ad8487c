import { type ImportedCustomer, importedCustomer } from '../../contract/customer-import.ts'
import type { FieldError, RefusalCode } from '../../contract/refusals.ts'
import {
  type CustomerRows,
  type FileRow,
  numberIn,
  type Problems,
  problemsIn,
  type RowProblem,
  rowsOf,
} from './file-rows.ts'

/** The rows of a customer as the operation takes them, or what is wrong with them. */
export function toImport(rows: CustomerRows): { given: ImportedCustomer } | { problems: Problems } {
  const problems = problemsIn(rows)
  if (problems.size > 0) return { problems }
  const read = importedCustomer.safeParse(givenIn(rows))
  if (read.success) return { given: read.data }
  const errors = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return { problems: problemsOf(rows, { code: 'invalid_input', detail: '', errors }) }
}

/** Columns of a customer's row that tell of the billing address. */
const billing = ['line1', 'line2', 'city', 'state', 'postalCode', 'country'] as const

function givenIn({ customer, contacts, addresses }: CustomerRows): Record<string, unknown> {
  const values: Record<string, unknown> = { ...customer?.values }
  const address: Record<string, unknown> = {}
  for (const field of billing) {
    if (values[field] !== undefined) address[field] = values[field]
    delete values[field]
  }
  const [anyRow] = rowsOf({ customer, contacts, addresses })
  return {
    ...values,
    customerNumber: anyRow ? numberIn(anyRow) : null,
    contacts: contacts.map(withoutNumber),
    addresses: [...addresses.map(withoutNumber), ...inlineAddress(address)],
  }
}

function inlineAddress(address: Record<string, unknown>): Record<string, unknown>[] {
  if (Object.keys(address).length === 0) return []
  return [{ type: 'billing', label: 'Billing', isDefault: true, ...address }]
}

function withoutNumber({ values: { customerNumber: _number, ...values } }: FileRow): Record<string, unknown> {
  return values
}

/** At which rows a refusal of the operation stands: each field is told at the row that has it. */
export function problemsOf(
  rows: CustomerRows,
  refusal: { code: RefusalCode | null; detail: string | null; errors: readonly FieldError[] },
): Problems {
  const problems = new Map<FileRow, RowProblem>()
  const [first] = rowsOf(rows)
  const { code, detail } = refusal
  if (code === null) return problems
  const errors = refusal.errors.length > 0 ? refusal.errors : [{ path: '', message: '' }]
  for (const { path, message } of errors) {
    const [list, index, ...rest] = path.split('.')
    const inList = list === 'contacts' ? rows.contacts : list === 'addresses' ? rows.addresses : null
    const row = inList?.[Number(index)] ?? rows.customer ?? first
    const field = inList ? rest.join('.') || null : path || null
    if (row && !problems.has(row)) problems.set(row, { code, field, reason: detail || message })
  }
  return problems
}
