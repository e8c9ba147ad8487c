import type {
  BroughtIn,
  CustomerImportOutcome,
  CustomerImportResult,
  CustomerImportRow,
} from '../../contract/customer-import.ts'
import { type CustomerRows, type FileRow, numberIn, type Problems, problemsIn, rowsOf } from './file-rows.ts'

/** What became of a customer, as the operation answers it. */
export interface CustomerBroughtIn extends BroughtIn {
  customerId: string
  customerNumber: string | null
  contacts: BroughtIn[]
  addresses: BroughtIn[]
}

/** The lines of a customer who was brought in. An address in the customer's own row counts as a change of it. */
export function linesBroughtIn(
  rows: CustomerRows,
  brought: CustomerBroughtIn,
  dryRun: boolean,
): CustomerImportRow[] {
  const { contacts, addresses, customerNumber } = brought
  const customerId = dryRun && brought.outcome === 'created' ? null : brought.customerId
  const line = (row: FileRow, { outcome, changes }: BroughtIn): CustomerImportRow => ({
    ...identityOf(row),
    ...{
      customerNumber,
      customerId,
      outcome,
      changes,
      code: null,
      field: null,
      reason: null,
      keptOutByLine: null,
    },
  })
  const inline = addresses[rows.addresses.length]
  return [
    ...(rows.customer ? [line(rows.customer, withAddress(brought, inline))] : []),
    ...rows.contacts.map((row, index) => line(row, contacts[index] ?? unchanged)),
    ...rows.addresses.map((row, index) => line(row, addresses[index] ?? unchanged)),
  ]
}

const unchanged: BroughtIn = { outcome: 'unchanged', changes: [] }

function withAddress({ outcome, changes }: BroughtIn, address: BroughtIn | undefined): BroughtIn {
  if (!address || address.outcome === 'unchanged' || outcome === 'created') return { outcome, changes }
  return { outcome: 'updated', changes: [...changes, 'address'] }
}

/** The lines of a customer who was refused: each with what is wrong with it, or which line keeps it out. */
export function linesRefused(rows: CustomerRows, problems: Problems = problemsIn(rows)): CustomerImportRow[] {
  const [culprit] = [...problems].sort(([one], [other]) => one.line - other.line)
  const culpritLine = culprit?.[0].line ?? null
  return rowsOf(rows).map((row) => {
    const own = problems.get(row)
    return {
      ...identityOf(row),
      customerNumber: numberIn(row),
      customerId: null,
      outcome: 'refused' as const,
      changes: [],
      code: (own ?? culprit?.[1])?.code ?? null,
      field: own?.field ?? null,
      reason: own?.reason ?? (culpritLine === null ? null : keptOutBy(culpritLine)),
      keptOutByLine: own ? null : culpritLine,
    }
  })
}

/** Why a line that is right does not come in. */
export function keptOutBy(line: number): string {
  return `Line ${line} of the same customer is refused, and a customer comes in whole or not at all.`
}

function identityOf({ line, kind, values }: FileRow): Pick<CustomerImportRow, 'line' | 'row' | 'label'> {
  const text = (field: string) => (typeof values[field] === 'string' ? values[field].trim() : '')
  const label = {
    customer: text('name') || text('customerNumber') || text('email'),
    contact: `${text('firstName')} ${text('lastName')}`.trim() || text('email'),
    address: text('label') || text('line1'),
  }[kind]
  return { line, row: kind, label }
}

/** The lines of a file with their counts, in the order of the file. */
export function importResult(lines: readonly CustomerImportRow[]): CustomerImportResult {
  const count = (wanted: CustomerImportOutcome) => lines.filter(({ outcome }) => outcome === wanted).length
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    rows: [...lines].sort((one, other) => one.line - other.line),
  }
}
