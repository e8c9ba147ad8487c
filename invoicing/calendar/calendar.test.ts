import { describe, expect, test } from 'vitest'
import { paymentTerms, paymentTermsDays, paymentTermsLabels } from '../../contract/payment-terms.ts'
import {
  addDays,
  addMonthsAnchored,
  agingBucketOf,
  daysBetween,
  daysOverdue,
  dueDateFor,
  endOfMonth,
  formatDate,
  isCivilDate,
  isTimeZone,
  latest,
  monthOf,
  postingDateFor,
  relativeDueDate,
  startOfMonth,
  todayIn,
} from './calendar.ts'

describe('civil dates', () => {
  test.each(['1900-01-01', '2000-02-29', '2024-02-29', '2026-12-31', '2199-12-31'])('%s exists', (text) => {
    expect(isCivilDate(text)).toBe(true)
  })

  test.each([
    '2024-02-30',
    '2023-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1899-12-31',
    '2200-01-01',
    '0026-01-01',
    '26-01-01',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    '2026-01-01\n',
    ' 2026-01-01',
    '01/02/2026',
    '+002026-01-01',
    'today',
    '',
  ])('%j does not', (text) => {
    expect(isCivilDate(text)).toBe(false)
  })

  test('arithmetic', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(daysBetween('2026-11-21', '2026-12-21')).toBe(30)
    expect(daysBetween('2026-12-21', '2026-11-21')).toBe(-30)
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366)
    expect(latest('2026-01-02', '2025-12-31', '2026-01-10')).toBe('2026-01-10')
    expect(latest('2026-01-02')).toBe('2026-01-02')
  })

  test('the day before the first and after the last accepted date can still be computed', () => {
    expect(addDays('1900-01-01', -1)).toBe('1899-12-31')
    expect(addDays('2199-12-31', 90)).toBe('2200-03-31')
  })

  test('no date is a RangeError, not a wrong date', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
    expect(() => addDays('2026-02-28', Number.NaN)).toThrow(RangeError)
    expect(() => daysBetween('2026-02-28', '')).toThrow(RangeError)
    expect(() => formatDate('soon')).toThrow(RangeError)
  })

  test('months', () => {
    expect(monthOf('2026-11-21')).toBe('2026-11')
    expect(startOfMonth('2026-11-21')).toBe('2026-11-01')
    expect(endOfMonth('2026-11-21')).toBe('2026-11-30')
    expect(endOfMonth('2024-02-01')).toBe('2024-02-29')
    expect(endOfMonth('2026-12-31')).toBe('2026-12-31')
  })

  test('a schedule anchored on the 31st returns to it', () => {
    let date = '2026-12-31'
    for (const next of ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']) {
      date = addMonthsAnchored(date, 1, 31)
      expect(date).toBe(next)
    }
    expect(addMonthsAnchored('2027-02-28', 12, 29)).toBe('2028-02-29')
    expect(addMonthsAnchored('2026-12-15', 1, 15)).toBe('2027-01-15')
    expect(addMonthsAnchored('2026-01-15', -2, 30)).toBe('2025-11-30')
    expect(addMonthsAnchored('2026-01-15', 0, 30)).toBe('2026-01-30')
    expect(() => addMonthsAnchored('2026-01-15', 1, 32)).toThrow(RangeError)
    expect(() => addMonthsAnchored('2026-01-15', 1, 0)).toThrow(RangeError)
  })
})

describe('the day in a time zone', () => {
  test('differs by zone at the same instant', () => {
    const instant = new Date('2026-01-01T03:30:00Z')
    expect(todayIn('UTC', instant)).toBe('2026-01-01')
    expect(todayIn('America/New_York', instant)).toBe('2025-12-31')
    expect(todayIn('Pacific/Kiritimati', instant)).toBe('2026-01-01')
    expect(todayIn('Pacific/Kiritimati', new Date('2025-12-31T10:00:00Z'))).toBe('2026-01-01')
  })

  test('midnight belongs to the new day', () => {
    expect(todayIn('America/New_York', new Date('2026-11-01T03:59:59.999Z'))).toBe('2026-10-31')
    expect(todayIn('America/New_York', new Date('2026-11-01T04:00:00Z'))).toBe('2026-11-01')
  })

  test('refuses an unknown zone and no instant', () => {
    expect(() => todayIn('Mars/Olympus', new Date(0))).toThrow(RangeError)
    expect(() => todayIn('UTC', new Date(Number.NaN))).toThrow(RangeError)
  })

  test.each([
    'UTC',
    'America/New_York',
    'Asia/Kolkata',
    'America/Argentina/Buenos_Aires',
    'Europe/London',
    'Etc/GMT+5',
  ])('%s is a zone', (name) => {
    expect(isTimeZone(name)).toBe(true)
  })

  test.each(['', 'Mars/Olympus', '+01:00', '-05', 'IST', 'EST', 'America', 'America/New York', "UTC'; --"])(
    '%j is none',
    (name) => {
      expect(isTimeZone(name)).toBe(false)
    },
  )
})

describe('due dates', () => {
  test('follow the terms, each of which has days and a label', () => {
    expect(paymentTerms.map((terms) => dueDateFor('2026-11-21', terms))).toEqual([
      '2026-11-21',
      '2026-11-28',
      '2026-12-06',
      '2026-12-21',
      '2027-01-05',
      '2027-01-20',
      '2027-02-19',
    ])
    expect(Object.keys(paymentTermsDays)).toEqual([...paymentTerms])
    expect(paymentTerms.map((terms) => paymentTermsLabels[terms])).toEqual([
      'Due on receipt',
      'Net 7',
      'Net 15',
      'Net 30',
      'Net 45',
      'Net 60',
      'Net 90',
    ])
  })

  test('due today is not overdue', () => {
    expect(daysOverdue('2026-11-21', '2026-11-20')).toBe(0)
    expect(daysOverdue('2026-11-21', '2026-11-21')).toBe(0)
    expect(daysOverdue('2026-11-21', '2026-11-22')).toBe(1)
  })

  test.each([
    [-30, 'current'],
    [0, 'current'],
    [1, 'days1To30'],
    [30, 'days1To30'],
    [31, 'days31To60'],
    [60, 'days31To60'],
    [61, 'days61To90'],
    [90, 'days61To90'],
    [91, 'over90'],
    [4000, 'over90'],
  ])('%d days past due are %s', (days, bucket) => {
    expect(agingBucketOf('2026-03-15', addDays('2026-03-15', days))).toBe(bucket)
  })

  test.each([
    ['2026-11-18', '3 days overdue'],
    ['2026-11-20', '1 day overdue'],
    ['2026-11-21', 'Due today'],
    ['2026-11-22', 'Due tomorrow'],
    ['2026-11-26', 'Due in 5 days'],
    ['2026-12-05', 'Due in 14 days'],
    ['2026-12-06', 'Dec 6, 2026'],
    ['2026-12-30', 'Dec 30, 2026'],
  ])('%s reads %j on 2026-11-21', (dueDate, words) => {
    expect(relativeDueDate(dueDate, '2026-11-21')).toBe(words)
  })

  test('dates for people', () => {
    expect(formatDate('2026-11-21')).toBe('Nov 21, 2026')
    expect(formatDate('2026-01-01')).toBe('Jan 1, 2026')
  })
})

describe('the posting date', () => {
  test('is the document date while that day is open', () => {
    expect(postingDateFor('2026-11-21', null)).toBe('2026-11-21')
    expect(postingDateFor('2026-11-21', '2026-11-20')).toBe('2026-11-21')
  })

  test('is the first open day when the books are closed', () => {
    expect(postingDateFor('2026-11-21', '2026-11-21')).toBe('2026-11-22')
    expect(postingDateFor('2026-10-02', '2026-10-31')).toBe('2026-11-01')
  })
})
