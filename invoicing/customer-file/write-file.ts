import { stringify } from 'csv-stringify/sync'
import type { Address } from '../../contract/addresses.ts'
import type { Contact } from '../../contract/contacts.ts'
import type { CustomerAlone } from '../customers/customer-row.ts'
import { cellOf } from './cells.ts'
import { columns } from './columns.ts'
import { escapeFormula } from './formula.ts'

/** A customer with everybody and every place that belongs to them. */
export interface WholeCustomer {
  customer: CustomerAlone
  contacts: readonly Contact[]
  addresses: readonly Address[]
}

/** The first line of a file of customers. Its mark tells a spreadsheet that the text is UTF-8. */
export function customerFileHead(): string {
  return `\uFEFF${lines([columns.map(({ name }) => name)])}`
}

/** The lines of some customers: each, then their contacts and addresses. `readCustomerFile` reads them back. */
export function customerFileLines(customers: readonly WholeCustomer[]): string {
  return lines(
    customers.flatMap(({ customer, contacts, addresses }) => {
      const { customerNumber } = customer
      return [
        cellsOf({ row: 'customer', ...customer }),
        ...contacts.map((contact) => cellsOf({ row: 'contact', customerNumber, ...contact })),
        ...addresses.map((address) => cellsOf({ row: 'address', customerNumber, ...address })),
      ]
    }),
  )
}

/** The name of the file on a day. */
export function customerFileName(today: string): string {
  return `customers-${today}.csv`
}

function cellsOf(record: object): string[] {
  const values = new Map<string, unknown>(Object.entries(record))
  return columns.map(({ name }) => {
    const value = values.get(name)
    return typeof value === 'string' || typeof value === 'boolean' ? escapeFormula(cellOf(value)) : ''
  })
}

function lines(records: string[][]): string {
  // Without being told, a text with a line break that is not the file's own is written bare, as two lines.
  return stringify(records, { record_delimiter: 'windows', quoted_match: /[\r\n]/ })
}
