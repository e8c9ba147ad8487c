import { expect, test } from 'vitest'
import { Refused } from '../../contract/refusals.ts'
import { rowsOf } from './file-rows.ts'
import { fileText } from './file-text.ts'
import { readCustomerFile } from './read-file.ts'
import { toImport } from './rows-to-import.ts'

const read = (...lines: string[]) => readCustomerFile(lines.join('\n'))
const values = (...lines: string[]) => read(...lines).customers[0]?.customer?.values
const problems = (...lines: string[]) =>
  read(...lines)
    .customers.flatMap(rowsOf)
    .flatMap(({ line, problem }) => (problem ? [[line, problem.code, problem.field, problem.reason]] : []))

test('columns stand in any order and under the words that people use for them', () => {
  expect(values('E-Mail;Customer Name;Terms;ZIP Code', 'a@b.example;Ann;Net 30;14850')).toEqual({
    ...{ email: 'a@b.example', name: 'Ann', paymentTerms: 'net_30', postalCode: '14850' },
  })
})

test('words, yes and no, codes, countries and web addresses are read as people write them', () => {
  const header = 'name,tax exempt,tier,currency,country,website,email'
  expect(values(header, 'Ann,YES,Wholesale,usd,united kingdom,ann.example,')).toEqual({
    ...{ name: 'Ann', taxExempt: true, tier: 'wholesale', defaultCurrency: 'USD', country: 'GB' },
    ...{ website: 'https://ann.example', email: null },
  })
  expect(values(header, 'Ann,0,standard,,,,')).toEqual({
    ...{ name: 'Ann', taxExempt: false, tier: 'standard', website: null, email: null },
  })
  expect(problems(header, 'Ann,maybe,,,,,', 'Bob,,platinum,,,,')).toEqual([
    [2, 'invalid_input', 'taxExempt', 'must be yes or no'],
    [3, 'invalid_input', 'tier', 'must be one of standard, preferred, wholesale, contract'],
  ])
})

test.each([
  ['', 'malformed', /is empty/],
  ['\uFEFF\r\n\r\n', 'malformed', /is empty/],
  ['name,email', 'invalid_input', /no customer below it/],
  [
    'name,fax\nAnn,1',
    'invalid_input',
    /the column is not known: "fax"\. Take them out, or name them as one of row/,
  ],
  ['name,fax,moon\nAnn,1,2', 'invalid_input', /the columns are not known: "fax", "moon"/],
  ['name,E-mail,email\nAnn,,', 'invalid_input', /the column email is there twice/],
  ['email,phone\na@b.example,', 'invalid_input', /the column name is missing/],
  [
    'name,row\nAnn,\n,contact',
    'invalid_input',
    /Line 3 tells of a row of kind contact, and the column email is missing/,
  ],
  ['row,name,label\naddress,,Shop', 'invalid_input', /of kind address, and the column type is missing/],
  ['name,email\n"Ann,a@b.example\n', 'malformed', /no CSV from line 2 on: Quote Not Closed/],
  ['name,email\nAnn "the press" Lee,\n', 'malformed', /no CSV from line 2 on: Invalid Opening Quote/],
])('the file %j is refused as %s', (text, code, reason) => {
  expect(() => readCustomerFile(text)).toThrow(
    expect.objectContaining({ code, errors: [{ path: 'csv', message: expect.stringMatching(reason) }] }),
  )
})

test('blank columns and lines at the end are nothing, others are missing cells', () => {
  expect(problems('name,email,,', 'Ann,a@b.example,,', ',,,', 'Bob,,,', '', '   ')).toEqual([])
  expect(problems('name,email', 'Ann', 'Bob,,x')).toEqual([
    [2, 'invalid_input', null, 'the line has 1 columns, and the first line has 2'],
    [3, 'invalid_input', null, 'the line has 3 columns, and the first line has 2'],
  ])
})

const kinds = 'row,customerNumber,name,email,firstName,label,type,line1'

test('contacts and addresses belong to the number they name, or to the row above', () => {
  const { customers } = read(
    kinds,
    'customer,,Ann,,,,,',
    'contact,,,v@a.example,Vera,,,',
    'Customer,B-1,Bob,,,,,',
    'address,,,,,Shop,billing,1 Main Street',
    'contact,b-1,,w@b.example,Will,,,',
    'contact,C-9,,x@c.example,Xena,,,',
    'address,,,,,Dock,shipping,2 Main Street',
    'contact,B-1,,y@b.example,Yann,,,',
  )
  const told = customers.map(({ customer, contacts, addresses }) => ({
    name: customer?.values.name ?? null,
    contacts: contacts.map(({ line }) => line),
    addresses: addresses.map(({ line }) => line),
  }))
  expect(told).toEqual([
    { name: 'Ann', contacts: [3], addresses: [] },
    { name: 'Bob', contacts: [6, 9], addresses: [5] },
    { name: null, contacts: [7], addresses: [8] },
  ])
})

test('a row without a customer, of no kind, or with what is nothing of its kind, says so', () => {
  expect(problems(kinds, 'contact,,,v@a.example,Vera,,,')).toEqual([
    [2, 'invalid_input', 'customerNumber', 'must not be empty, because no customer stands above it'],
  ])
  expect(problems(kinds, 'kontakt,,,,,,,')).toEqual([
    [2, 'invalid_input', 'row', 'must be one of customer, contact, address'],
  ])
  expect(problems(kinds, 'customer,,Ann,,Vera,,,', 'contact,,Bob,,,,,')).toEqual([
    [2, 'invalid_input', 'firstName', 'must be empty in a row of kind customer'],
    [3, 'invalid_input', 'name', 'must be empty in a row of kind contact'],
  ])
  expect(problems(kinds, 'customer,,,,,,,x', 'contact,,,,Vera,,,')).toEqual([
    [2, 'invalid_input', 'name', 'must not be empty'],
    [3, 'invalid_input', 'email', 'must not be empty'],
  ])
})

test('two rows of one customer contradict each other; who shares an e-mail is told apart by number', () => {
  const header = 'customerNumber,name,email'
  const double = (line: number) =>
    `line ${line} is the same customer. Take one of the two out, or give each a customerNumber of its own`
  const rows = (...lines: string[]) =>
    problems(header, ...lines).map(([line, , field, reason]) => [line, field, reason])
  expect(rows('A-1,Ann,', 'a-1,Anna,')).toEqual([[3, 'customerNumber', double(2)]])
  expect(rows('A-1,Ann,o@s.example', 'A-2,Bob,o@s.example')).toEqual([])
  expect(rows(',Ann,o@s.example', ',Bob,O@S.example')).toEqual([[3, 'email', double(2)]])
  expect(rows('A-1,Ann,o@s.example', ',Bob,o@s.example')).toEqual([[3, 'email', double(2)]])
  expect(rows(',Ann,o@s.example', 'A-1,Bob,o@s.example')).toEqual([[3, 'email', double(2)]])
  expect(rows(',Ann,', ',ANN,')).toEqual([[3, 'name', double(2)]])
  expect(rows(',Ann,', ',Ann,o@s.example')).toEqual([])
  expect(problems(header, ',Ann,', ',Ann,')[0]?.[1]).toBe('import_rows_contradict')
})

test('an address in the row of a customer is their billing address', () => {
  const file = read('name,street,city,zip,country', 'Ann,1 Main Street,Ithaca,14850,', 'Bob,,,,')
  const [ann, bob] = file.customers.map((rows) => toImport(rows))
  expect(ann).toMatchObject({
    given: {
      name: 'Ann',
      addresses: [
        { type: 'billing', label: 'Billing', isDefault: true, line1: '1 Main Street', postalCode: '14850' },
      ],
    },
  })
  expect(bob).toMatchObject({ given: { name: 'Bob', addresses: [] } })
})

test('the contract judges what is left, and each refusal stands at its row and column', () => {
  const file = read(
    `${kinds},website`,
    'customer,,Ann\u0007,nobody,,,,,ftp://a.example',
    'contact,,,who,Vera,,,,',
    'address,,,,,Shop,billing,"two\nlines",',
  )
  const [rows] = file.customers
  const read1 = rows && toImport(rows)
  if (!read1 || !('problems' in read1)) throw new Error('It should be refused')
  expect([...read1.problems].map(([{ line }, { code, field }]) => [line, code, field])).toEqual([
    [2, 'invalid_input', 'name'],
    [3, 'invalid_input', 'email'],
    [4, 'invalid_input', 'line1'],
  ])
})

test('a file is UTF-8 of at most 10 MB', () => {
  expect(fileText(new TextEncoder().encode('\uFEFFname\nZoë 🖨️'))).toBe('name\nZoë 🖨️')
  expect(() => fileText(new Uint8Array([0x6e, 0xe9, 0x0a]))).toThrow(
    expect.objectContaining({ code: 'malformed', message: expect.stringContaining('not UTF-8') }),
  )
  expect(() => fileText(new Uint8Array(10 * 1024 * 1024 + 1))).toThrow(Refused)
  expect(() => fileText(new Uint8Array(12 * 1024 * 1024))).toThrow(
    expect.objectContaining({
      code: 'too_large',
      message: expect.stringMatching(/has 12\.0 MB, and at most 10 MB/),
    }),
  )
})
