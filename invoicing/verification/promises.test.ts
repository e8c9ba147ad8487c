import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bookPromises } from './promises.ts'
import { allLines } from './verify-company.ts'

const promises = Object.values(bookPromises).flat()
const lines = allLines().map(({ id }) => id)

/** How many promises each family makes. */
const families = {
  ...{ TEN: 4, CUS: 7, CON: 3, ADR: 3, GRP: 1, CRL: 4, INV: 10, QUO: 3, NUM: 3, PAY: 7, CM: 4, LED: 3 },
  ...{ STM: 5, AGE: 2, COM: 3, AUD: 3, JOB: 3, SNP: 4, SUM: 2, TIM: 1, CUR: 1 },
}

test('every promise is in the table, once', () => {
  const wanted = Object.entries(families).flatMap(([family, count]) =>
    Array.from({ length: count }, (_, index) => `${family}-${index + 1}`),
  )
  expect(promises.map(({ id }) => id).sort()).toEqual(wanted.sort())
})

test('every promise is looked after by a line of verify, or tried by a test', () => {
  const byNothing = promises.filter(
    (promise) => promise.lines.length === 0 && (promise.provenBy ?? []).length === 0,
  )
  expect(byNothing).toEqual([])
  const unknown = promises.flatMap((promise) => promise.lines.filter((line) => !lines.includes(line)))
  expect(unknown).toEqual([])
  const missing = promises.flatMap(({ provenBy = [] }) => provenBy.filter((file) => !existsSync(file)))
  expect(missing).toEqual([])
})

test('every line of verify looks after a promise, and has an id of its own', () => {
  const wanted = new Set(promises.flatMap((promise) => promise.lines))
  expect(lines.filter((line) => !wanted.has(line))).toEqual([])
  expect(new Set(lines).size).toBe(lines.length)
})
