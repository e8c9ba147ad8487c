import { cellOf } from './cells.ts'
import { columns } from './columns.ts'
import { byteOrderMark, csvLine } from './csv-line.ts'

/** What each kind of row looks like, to write one's own over. */
const example: readonly Readonly<Record<string, string | boolean>>[] = [
  {
    ...{ row: 'customer', name: 'Example High School', legalName: 'Example School District 12' },
    ...{ email: 'office@school.example', phone: '+1 212 736 5000', paymentTerms: 'net_30', tier: 'standard' },
    ...{ website: 'https://school.example', taxExempt: true, taxExemptionCertificate: 'EX-1042' },
  },
  {
    ...{ row: 'contact', firstName: 'Ada', lastName: 'Example', email: 'ada@school.example' },
    ...{ role: 'billing', isPrimary: true, preferredChannel: 'email' },
  },
  {
    ...{ row: 'address', label: 'Front desk', type: 'billing', line1: '1 School Street' },
    ...{ city: 'New York', state: 'NY', postalCode: '10001', country: 'US', isDefault: true },
  },
]

/** A file to start from: every column, and an example of each kind of row. */
export function customerFileTemplate(): string {
  const rows = example.map((values) => columns.map(({ name }) => cellOf(values[name] ?? null)))
  return byteOrderMark + [columns.map(({ name }) => name), ...rows].map(csvLine).join('')
}
