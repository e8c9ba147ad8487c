import { expect, test } from 'vitest'
import { type ColumnMap, isDateFormat, readColumnMap, readDate, readRow } from './csv-row.ts'

const header = ['customerID', 'number', 'issued', 'due', 'amount', 'settled', 'paid', 'name']
const map =
  'customer=customerID, invoiceNumber=number,issueDate=issued,dueDate=due,amount=amount,paidDate=settled,paidAmount=paid,customerName=name'
const columns: ColumnMap = readColumnMap(map, header)

test('columns are read, with spaces or without', () => {
  expect(columns).toMatchObject({ customer: 'customerID', invoiceNumber: 'number', paidAmount: 'paid' })
})

test.each([
  ['customer=customerID', /invoiceNumber, issueDate, dueDate, amount must be named/],
  [`${map},total=amount`, /"total=amount" is not of the form field=column/],
  [`${map},nonsense`, /"nonsense" is not of the form/],
  [map.replace('settled', 'closed'), /no column "closed". It has: customerID, number/],
])('columns "%s" are refused', (text, reason) => {
  expect(() => readColumnMap(text, header)).toThrow(reason)
})

test.each([
  ['1/2/2013', 'M/D/YYYY', '2013-01-02'],
  ['12/31/2013', 'M/D/YYYY', '2013-12-31'],
  ['31.12.2013', 'DD.MM.YYYY', '2013-12-31'],
  ['2013-12-31', 'YYYY-MM-DD', '2013-12-31'],
  [' 20131231 ', 'YYYYMMDD', '2013-12-31'],
  ['2/29/2012', 'M/D/YYYY', '2012-02-29'],
  ['2/29/2013', 'M/D/YYYY', null],
  ['13/1/2013', 'M/D/YYYY', null],
  ['1/2/13', 'M/D/YYYY', null],
  ['1-2-2013', 'M/D/YYYY', null],
  ['31x12x2013', 'DD.MM.YYYY', null],
  ['', 'M/D/YYYY', null],
])('%s as %s is %s', (text, format, date) => {
  expect(readDate(text, format)).toBe(date)
})

test('a format names day, month and year once each', () => {
  expect(['M/D/YYYY', 'DD.MM.YYYY', 'YYYY-MM-DD', 'YYYYMMDD'].map(isDateFormat)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['M/D', 'M/M/YYYY', 'D/M/YY', '', 'YYYY'].map(isDateFormat)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
})

const record = {
  customerID: ' 0379-NEVHP ',
  number: '0000611365',
  issued: '1/2/2013',
  due: '2/1/2013',
  amount: '1,055.94',
  settled: '1/15/2013',
  paid: '',
  name: '',
}
const options = { dateFormat: 'M/D/YYYY', currency: 'USD' }

test('a record becomes a row: trimmed, dates and amounts as the contract writes them', () => {
  expect(readRow(record, 2, columns, options)).toEqual({
    row: {
      line: 2,
      customer: '0379-NEVHP',
      customerName: null,
      invoiceNumber: '0000611365',
      issueDate: '2013-01-02',
      dueDate: '2013-02-01',
      amount: '1055.94',
      paidDate: '2013-01-15',
      paidAmount: null,
    },
  })
})

test.each([
  [{ customerID: '' }, /customer is empty/],
  [{ number: ' ' }, /invoiceNumber is empty/],
  [{ number: '9'.repeat(51) }, /more than 50 characters/],
  [{ issued: '2013-01-02' }, /issueDate "2013-01-02" is not a date of the form M\/D\/YYYY/],
  [{ settled: 'soon' }, /paidDate "soon" is not a date/],
  [{ amount: '' }, /amount "" is not an amount in USD \(empty\)/],
  [{ amount: '12.345' }, /too many decimals/],
  [{ amount: '-5.00' }, /negative/],
  [{ amount: 'NaN' }, /not a number/],
  [{ paid: '1.2.3' }, /paidAmount "1.2.3"/],
  [{ customerID: '', amount: 'x' }, /amount "x".*; customer is empty/],
])('a record with %j is refused with its reasons', (change, reason) => {
  const read = readRow({ ...record, ...change }, 2, columns, options)
  expect('refusal' in read ? read.refusal : '').toMatch(reason)
})

test('a currency without decimals takes none', () => {
  const yen = { ...options, currency: 'JPY' }
  expect(readRow({ ...record, amount: '1,055' }, 2, columns, yen)).toMatchObject({ row: { amount: '1055' } })
  expect(readRow({ ...record, amount: '1055.94' }, 2, columns, yen)).toHaveProperty('refusal')
})
