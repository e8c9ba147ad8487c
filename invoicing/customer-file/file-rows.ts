import type { ImportedRowKind } from '../../contract/customer-import.ts'
import type { RefusalCode } from '../../contract/refusals.ts'

/** Why a row cannot be brought in; `field` is its column. */
export interface RowProblem {
  code: RefusalCode
  field: string | null
  reason: string
}

/** A row of the file, read and typed as far as the file alone tells. */
export interface FileRow {
  /** The line on which it begins. */
  line: number
  kind: ImportedRowKind
  /** As they stand in the file, to be sent on. */
  cells: readonly string[]
  values: Readonly<Record<string, string | boolean | null>>
  problem: RowProblem | null
}

/** The rows of one customer: they come in together, or not at all. */
export interface CustomerRows {
  /** Null when the file tells only of contacts or addresses of somebody who is there. */
  customer: FileRow | null
  contacts: FileRow[]
  addresses: FileRow[]
}

export function rowsOf({ customer, contacts, addresses }: CustomerRows): FileRow[] {
  return [...(customer ? [customer] : []), ...contacts, ...addresses]
}

/** What is wrong with rows of a customer, by row. */
export type Problems = ReadonlyMap<FileRow, RowProblem>

/** What the file alone tells to be wrong with the rows of a customer. */
export function problemsIn(rows: CustomerRows): Problems {
  return new Map(rowsOf(rows).flatMap((row) => (row.problem ? [[row, row.problem]] : [])))
}

/**
 * Customers in the order in which they are brought in: those who bring a number before those who get the next one, which
 * could be one of theirs.
 */
export function numberedFirst(customers: readonly CustomerRows[]): CustomerRows[] {
  const isNumbered = (rows: CustomerRows) => rowsOf(rows).some((row) => numberIn(row) !== null)
  return [...customers.filter(isNumbered), ...customers.filter((rows) => !isNumbered(rows))]
}

/** The number in a row, which is of the same customer in any capitals; null without one. */
export function numberIn({ values: { customerNumber } }: FileRow): string | null {
  return typeof customerNumber === 'string' ? customerNumber.normalize('NFC').trim() : null
}

/**
 * Puts the rows of each customer together, in the order in which the file first speaks of them. A contact or address
 * belongs to the customer of its number, wherever that stands, or to the row above it.
 */
export function byCustomer(rows: readonly FileRow[]): CustomerRows[] {
  const customers: CustomerRows[] = []
  const byNumber = new Map<string, CustomerRows>()
  let current: CustomerRows | undefined
  for (const row of rows) {
    const number = numberIn(row)?.toUpperCase() ?? null
    const known: CustomerRows | undefined = number === null ? undefined : byNumber.get(number)
    const above: CustomerRows | undefined = number === null ? current : undefined
    const joins = row.kind === 'customer' ? (known?.customer === null ? known : undefined) : (known ?? above)
    current = joins ?? { customer: null, contacts: [], addresses: [] }
    if (!joins) customers.push(current)
    if (number !== null && !known) byNumber.set(number, current)
    if (row.kind === 'customer') current.customer = row
    else (row.kind === 'contact' ? current.contacts : current.addresses).push(row)
    if (row.kind !== 'customer' && !joins && number === null) row.problem ??= orphan
  }
  return customers
}

const orphan: RowProblem = {
  code: 'invalid_input',
  field: 'customerNumber',
  reason: 'must not be empty, because no customer stands above it',
}

/**
 * Marks every row that tells of the same customer as one before it: what comes last would win, and the same file again
 * would change it back and forth. Customers who share an e-mail are told apart by their numbers.
 */
export function markDoubles(customers: readonly CustomerRows[]): void {
  const seen = new Map<string, { line: number; hasNumber: boolean }>()
  for (const { customer } of customers) {
    if (!customer || customer.problem) continue
    const number = numberIn(customer)
    const hasNumber = number !== null
    const [field, person] = personIn(customer)
    const sameNumber = hasNumber ? seen.get(`number ${number.toUpperCase()}`) : undefined
    const samePerson = seen.get(person)
    const double = sameNumber ?? (samePerson?.hasNumber && hasNumber ? undefined : samePerson)
    if (double) {
      customer.problem = {
        code: 'import_rows_contradict',
        field: sameNumber ? 'customerNumber' : field,
        reason: `line ${double.line} is the same customer. Take one of the two out, or give each a customerNumber of its own`,
      }
      continue
    }
    if (hasNumber) seen.set(`number ${number.toUpperCase()}`, { line: customer.line, hasNumber })
    if (!samePerson) seen.set(person, { line: customer.line, hasNumber })
  }
}

/** By what a customer is found who has no number: their e-mail, and without one their name. */
function personIn({ values: { email, name } }: FileRow): [field: string, key: string] {
  const plain = (text: unknown) => String(text).normalize('NFC').trim().toLowerCase()
  return typeof email === 'string' ? ['email', `email ${plain(email)}`] : ['name', `name ${plain(name)}`]
}
