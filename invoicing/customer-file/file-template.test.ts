import { expect, test } from 'vitest'
import type { CustomerImportRow } from '../../contract/customer-import.ts'
import { columns } from './columns.ts'
import { fileOfLines } from './file-parts.ts'
import { customerFileTemplate } from './file-template.ts'
import { readCustomerFile } from './read-file.ts'
import { reportFile } from './report-file.ts'
import { toImport } from './rows-to-import.ts'

test('the template has every column, and its example can be brought in', () => {
  const { header, customers } = readCustomerFile(customerFileTemplate())
  expect(header).toEqual(columns.map(({ name }) => name))
  expect(customers.map((rows) => toImport(rows))).toEqual([
    {
      given: expect.objectContaining({
        name: 'Example High School',
        contacts: [expect.objectContaining({ role: 'billing', isPrimary: true })],
        addresses: [expect.objectContaining({ type: 'billing', country: 'US', isDefault: true })],
      }),
    },
  ])
})

test('refused lines are a file of their own, cell by cell, in the order of the first', () => {
  const file = readCustomerFile('Name;Notes\nAnn;"a ""b""\nc"\n\nBob;\nCyd;=1\n')
  const again = readCustomerFile(fileOfLines(file, new Set([6, 2])))
  expect(again.header).toEqual(['Name', 'Notes'])
  expect(again.customers.map(({ customer }) => customer?.cells)).toEqual([
    ['Ann', 'a "b"\nc'],
    ['Cyd', '=1'],
  ])
})

test('a report says how each line came out, and no spreadsheet runs it', () => {
  const row: CustomerImportRow = {
    ...{ line: 2, row: 'customer', label: '=cmd()', customerNumber: null, customerId: null },
    ...{ outcome: 'refused', changes: [], code: 'phone_not_valid', field: 'phone', reason: 'no "phone"' },
    keptOutByLine: null,
  }
  expect(reportFile([row, { ...row, line: 3, outcome: 'updated', changes: ['phone', 'notes'] }])).toBe(
    [
      '\uFEFF"line","row","label","customerNumber","outcome","changes","code","field","reason"\r\n',
      `"2","customer","'=cmd()","","refused","","phone_not_valid","phone","no ""phone"""\r\n`,
      `"3","customer","'=cmd()","","updated","phone notes","phone_not_valid","phone","no ""phone"""\r\n`,
    ].join(''),
  )
})
