import { expect, test } from 'vitest'
import { escapeFormula, plainText } from './formula.ts'

test.each([
  ['=SUM(A1)', "'=SUM(A1)"],
  ['+1', "'+1"],
  ['-x', "'-x"],
  ['@a', "'@a"],
  ['\tx', "'\tx"],
  ['＝1', "'＝1"],
  ["'=1", "''=1"],
  ["''@a", "'''@a"],
  ["'quoted'", "'quoted'"],
  ["'", "'"],
  ['1-2', '1-2'],
  [' =1', ' =1'],
  ['', ''],
])('%j is written as %j, and read back', (text, cell) => {
  expect(escapeFormula(text)).toBe(cell)
  expect(plainText(cell)).toBe(text)
})
