import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import type { Paper } from '../../contract/paper.ts'
import { textOfPdf } from '../../tests/support/pdf-text.ts'
import { paperPrinter } from './printer.ts'

const paperWith = (name: string, rows = 3): Paper => ({
  title: 'Statement',
  subtitle: 'October',
  size: 'a4',
  issuer: { name: 'Halftone Press', lines: [] },
  recipient: { heading: 'For', name, lines: [] },
  facts: [],
  headline: { label: 'Owed', value: '$12.50' },
  remarks: [],
  summary: [],
  table: {
    columns: [{ heading: 'What', width: 1 }],
    rows: Array.from({ length: rows }, (_, index) => ({ cells: [`Row ${index}`] })),
  },
  totals: [],
  closing: null,
  notes: null,
  stamp: null,
  seal: null,
  datedAt: '2026-11-02T15:00:00.000Z',
})

test('many at once are all printed, each as itself', async () => {
  const printer = paperPrinter({ threads: 2 })
  const names = Array.from({ length: 12 }, (_, index) => `Customer ${index}`)
  const printed = await Promise.all(names.map((name) => printer.print(paperWith(name))))
  expect(printed.map(textOfPdf).every((text, index) => text.includes(names[index] ?? '?'))).toBe(true)
}, 60_000)

test('the thread that answers requests stays free while papers are printed', async () => {
  const printer = paperPrinter({ threads: 1 })
  await printer.print(paperWith('Warm up'))
  const before = performance.eventLoopUtilization()
  await printer.print(paperWith('Long', 300))
  const { active, idle } = performance.eventLoopUtilization(before)
  expect(active / (active + idle)).toBeLessThan(0.3)
}, 60_000)

test('a rush is refused rather than kept in memory, and what waits is printed', async () => {
  const printer = paperPrinter({ threads: 1, maximumWaiting: 2 })
  const asked = await Promise.allSettled(['a', 'b', 'c', 'd'].map((name) => printer.print(paperWith(name))))
  expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
  expect(asked[3]).toMatchObject({ reason: { code: 'busy' } })
}, 60_000)

test('a paper that takes too long is given up, and the next one is printed', async () => {
  const patient = { threads: 1, patienceMs: 60_000 }
  const hasty = paperPrinter({ ...patient, patienceMs: 1 })
  await expect(hasty.print(paperWith('a'))).rejects.toMatchObject({ code: 'unavailable' })
  const printer = paperPrinter(patient)
  // A date that is none cannot be written into the file.
  await expect(printer.print({ ...paperWith('a'), datedAt: 'never' })).rejects.toThrow(/could not be printed/)
  expect(textOfPdf(await printer.print(paperWith('next')))).toContain('next')
}, 60_000)

test('a thread that is not needed ends', async () => {
  const printer = paperPrinter({ threads: 1, idleMs: 10 })
  await printer.print(paperWith('a'))
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(textOfPdf(await printer.print(paperWith('b')))).toContain('b')
}, 60_000)
