import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressTypes } from '../../contract/addresses.ts'
import { preferredChannels } from '../../contract/contacts.ts'
import { customerStatuses, customerTiers } from '../../contract/customers.ts'
import { paymentTerms } from '../../contract/payment-terms.ts'
import { inWholeFile, partsOf } from './file-parts.ts'
import { rowsOf } from './file-rows.ts'
import { importResult, linesRefused } from './import-report.ts'
import { readCustomerFile } from './read-file.ts'
import { toImport } from './rows-to-import.ts'
import { customerFileHead, customerFileLines, type WholeCustomer } from './write-file.ts'

/* What a spreadsheet, a CSV reader or an encoding trips over, besides any other text that the contract takes. */
const nasty = [
  ...['=SUM(A1)', '+1', '-x', '@a', "'", "'=1", "''+2", '"', '""', 'a"b', ',', ';', '\t', 'a;b,c', 'null'],
  ...['🖨️ 👨‍👩‍👧‍👦', 'שלום עולם', '\u202Eabc', '东京', 'e\u0301', '\u200B', '０１', 'row', 'customer', 'yes'],
]
const text = (maximum: number) =>
  fc
    .oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ maxLength: 30 }),
      fc.constantFrom(...nasty),
    )
    .chain((one) => fc.constantFrom(...nasty).map((other) => one + other))
    .map((mixed) =>
      mixed
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Cs}]/gu, '')
        .slice(0, maximum),
    )
const line = (maximum: number) =>
  text(maximum)
    .map((one) =>
      one
        .replace(/[\p{Cc}\p{Cs}]/gu, '')
        .normalize('NFC')
        .trim(),
    )
    .filter((one) => one !== '' && one === one.normalize('NFC').trim())
const notes = fc
  .array(fc.oneof(text(40), fc.constantFrom('\n', '\t', ' ', '')), { maxLength: 6 })
  .map((parts) => parts.join('\n').normalize('NFC'))
  .filter((one) => one !== '')
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
const email = fc.integer({ min: 0, max: 1e9 }).map((number) => `Person+${number}@shop.example`)
const version = fc.constant(1)
const id = fc.uuid()
const createdAt = fc.constant('2026-11-21T00:00:00.000Z')

const contact = fc.record({
  ...{ id, customerId: id, createdAt, version, email },
  firstName: line(100),
  lastName: line(100),
  phone: orNull(fc.constant('+16072721101')),
  role: line(100),
  isPrimary: fc.boolean(),
  preferredChannel: fc.constantFrom(...preferredChannels),
})
const address = fc.record({
  ...{ id, customerId: id, createdAt, version },
  label: line(100),
  type: fc.constantFrom(...addressTypes),
  line1: line(255),
  line2: orNull(line(255)),
  city: orNull(line(100)),
  state: orNull(line(100)),
  postalCode: orNull(line(30)),
  country: fc.constantFrom('US', 'GB', 'DE', 'JP'),
  isDefault: fc.boolean(),
  notes: orNull(notes),
})
const customer = fc.record({
  ...{ id, version },
  customerNumber: line(30),
  name: line(255),
  legalName: orNull(line(255)),
  status: fc.constantFrom(...customerStatuses),
  statusReason: orNull(line(200)),
  email: orNull(email),
  phone: orNull(fc.constant('+442079460000')),
  defaultCurrency: fc.constantFrom('USD', 'JPY', 'EUR'),
  paymentTerms: orNull(fc.constantFrom(...paymentTerms)),
  taxId: orNull(line(50)),
  website: orNull(fc.constantFrom('https://a.example/?q=1,2;3', 'http://b.example')),
  notes: orNull(notes),
  taxExempt: fc.boolean(),
  taxExemptionCertificate: orNull(line(100)),
  taxExemptionState: orNull(line(100)),
  taxExemptionExpiresOn: orNull(fc.constant('2027-02-28')),
  tier: fc.constantFrom(...customerTiers),
  contractDepositPercent: orNull(fc.constantFrom('30', '12.5', '0')),
})
const whole: fc.Arbitrary<WholeCustomer> = fc.record({
  customer,
  contacts: fc.array(contact, { maxLength: 3 }),
  addresses: fc.array(address, { maxLength: 3 }),
})
const shop = fc.uniqueArray(whole, {
  maxLength: 6,
  minLength: 1,
  selector: (one) => one.customer.customerNumber.toUpperCase(),
})

const without = <Thing extends object>(thing: Thing, ...fields: string[]) =>
  Object.fromEntries(Object.entries(thing).filter(([field]) => !fields.includes(field)))

/** What an import is told, for a customer as it stands. */
function expected({ customer: own, contacts, addresses }: WholeCustomer) {
  const ours = ['id', 'customerId', 'createdAt', 'version']
  return {
    ...without(own, ...ours),
    contacts: contacts.map((one) => without(one, ...ours)),
    addresses: addresses.map((one) => without(one, ...ours)),
  }
}

test('whatever is written is read back word for word, with the line of each row', () => {
  fc.assert(
    fc.property(shop, (customers) => {
      const csv = customerFileHead() + customerFileLines(customers)
      const file = readCustomerFile(csv)
      const read = file.customers.map((rows) => toImport(rows))
      expect(read).toEqual(customers.map((one) => ({ given: expected(one) })))
      const lines = csv.slice(1).replace(/\r\n/g, '\n').split('\n')
      for (const { line: at, kind } of file.customers.flatMap(rowsOf))
        expect(lines[at - 1]).toMatch(`${kind},`)
    }),
    { numRuns: 150 },
  )
})

test('commas, semicolons or tabs between the cells, any line breaks, and a mark of the encoding are one', () => {
  fc.assert(
    fc.property(
      shop,
      fc.constantFrom(';', '\t'),
      fc.constantFrom('\n', '\r', '\r\n'),
      (customers, sign, end) => {
        const { header, customers: rows } = readCustomerFile(
          customerFileHead() + customerFileLines(customers),
        )
        const quoted = (cells: readonly string[]) =>
          cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(sign)
        const records = [header, ...rows.flatMap(rowsOf).map(({ cells }) => cells)]
        const other = readCustomerFile(records.map(quoted).join(end))
        expect(other.customers.map((one) => toImport(one))).toEqual(rows.map((one) => toImport(one)))
      },
    ),
    { numRuns: 60 },
  )
})

test('parts of a file tell the same as the whole, and each row keeps its line', () => {
  fc.assert(
    fc.property(fc.array(shop, { minLength: 1, maxLength: 5 }), (shops) => {
      const customers = shops.flatMap((some, index) =>
        some.map((one) => ({
          ...one,
          customer: {
            ...one.customer,
            customerNumber: `${index}-${one.customer.customerNumber}`.slice(0, 30),
          },
        })),
      )
      const file = readCustomerFile(customerFileHead() + customerFileLines(customers))
      const { parts, wrong } = partsOf(file, { customers: 2, characters: 400 })
      const inParts = parts.flatMap((part) => {
        const rows = readCustomerFile(part.csv).customers
        const told = importResult(rows.flatMap((one) => linesRefused(one)))
        return inWholeFile(part, told).map(({ line: at, row, label }) => [at, row, label])
      })
      const inWhole = importResult(file.customers.flatMap((one) => linesRefused(one)))
      const refused = wrong.flatMap(rowsOf).map(({ line: at }) => at)
      expect(inParts).toEqual(
        inWhole.rows
          .filter(({ line: at }) => !refused.includes(at))
          .map(({ line: at, row, label }) => [at, row, label]),
      )
    }),
    { numRuns: 40 },
  )
})
