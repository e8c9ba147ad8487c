import { expect, test } from 'vitest'
import { cursorOf, pageFrom, placeOf, sortedAs } from './pages.ts'

const id = '00000000-0000-4000-8000-000000000000'

test('a place goes through a cursor and back', () => {
  const place = { value: 'Ärzte, "quoted"', id }
  expect(placeOf(cursorOf(place), sortedAs.text)).toEqual(place)
  expect(placeOf(undefined, sortedAs.text)).toBeNull()
})

test.each([
  ['integer', ['0', '-5', '999999999999999999'], ['', '1.5', '1e3', '9'.repeat(19), '0x1', ' 1']],
  [
    'date',
    ['2026-02-28', '9999-12-31', '0001-01-01'],
    ['2026-02-29', '0000-01-01', '26-1-1', '2026-13-01', 'infinity'],
  ],
  [
    'instant',
    ['2026-11-21 04:36:53.123456+00', '2026-11-21 04:36:53+05:30', '2026-11-21 23:59:59-03'],
    [
      '2026-11-21',
      '2026-02-30 00:00:00+00',
      '2026-11-21 24:00:00+00',
      '2026-11-21 00:00:00+15',
      'now',
      'infinity',
    ],
  ],
  ['text', ['', 'a', 'x'.repeat(300)], ['\0', 'x'.repeat(301)]],
] as const)('what is sorted as %s', (kind, right, wrong) => {
  for (const value of right) expect([value, sortedAs[kind](value)]).toEqual([value, true])
  for (const value of wrong) expect([value, sortedAs[kind](value)]).toEqual([value, false])
})

test.each([
  '',
  'x',
  'W10',
  Buffer.from('["1"]').toString('base64url'),
  Buffer.from(`["1","${id}",1]`).toString('base64url'),
])('the cursor "%s" is none of ours', (cursor) => {
  expect(() => placeOf(cursor, sortedAs.integer)).toThrow('Start again without a cursor')
})

test('a page is cut from one row more, whose presence tells of a next page', () => {
  const place = (value: number) => ({ value: String(value), id })
  expect(pageFrom([1, 2, 3], 2, place)).toEqual({ rows: [1, 2], nextCursor: cursorOf(place(2)) })
  expect(pageFrom([1, 2], 2, place)).toEqual({ rows: [1, 2], nextCursor: null })
  expect(pageFrom([], 2, place)).toEqual({ rows: [], nextCursor: null })
})
