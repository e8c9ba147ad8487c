import { expect, test } from 'vitest'
import { nextReminder } from './reminder.ts'

const due = '2026-11-30'

test('the steps follow each other: three days before, and 1, 7, 14 and 30 days after', () => {
  expect(nextReminder(due, '2026-11-21', [])).toEqual({ date: '2026-11-27', daysAfterDue: -3 })
  expect(nextReminder(due, '2026-11-27', ['2026-11-27'])).toEqual({ date: '2026-12-01', daysAfterDue: 1 })
  expect(nextReminder(due, '2026-12-01', ['2026-12-01'])).toEqual({ date: '2026-12-07', daysAfterDue: 7 })
  expect(nextReminder(due, '2026-12-14', ['2026-12-14'])).toEqual({ date: '2026-12-30', daysAfterDue: 30 })
  expect(nextReminder(due, '2026-12-30', ['2026-12-30'])).toBeNull()
})

test('a missed step is due today, and one before the due date is left out', () => {
  expect(nextReminder(due, '2026-11-29', [])).toEqual({ date: '2026-12-01', daysAfterDue: 1 })
  expect(nextReminder(due, '2026-12-05', [])).toEqual({ date: '2026-12-05', daysAfterDue: 1 })
})

test('of several missed steps the last one counts: one reminder makes up for all of them', () => {
  expect(nextReminder(due, '2026-12-20', [])).toEqual({ date: '2026-12-20', daysAfterDue: 14 })
  expect(nextReminder(due, '2027-05-08', ['2026-12-01'])).toEqual({ date: '2027-05-08', daysAfterDue: 30 })
})

test('one sent by hand in between serves every step before it', () => {
  expect(nextReminder(due, '2026-12-10', ['2026-12-10'])).toEqual({ date: '2026-12-14', daysAfterDue: 14 })
})
