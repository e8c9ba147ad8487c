import { expect, test } from 'vitest'
import type { Paper } from '../../contract/paper.ts'
import { linesOfPdf, textOfPdf } from '../../tests/support/pdf-text.ts'
import { pdfOf } from './pdf.ts'

const paper: Paper = {
  title: 'Statement',
  subtitle: 'October',
  size: 'letter',
  issuer: { name: 'Halftone Press', lines: ['12 Inlet Street', 'Ithaca, NY 14850'] },
  recipient: { heading: 'For', name: 'Riverbend School', lines: ['1 Mill St'] },
  facts: [{ label: 'Issued', value: 'Nov 2, 2026' }],
  headline: { label: 'Owed', value: '$12.50' },
  remarks: ['Days lie between.'],
  summary: [{ label: 'Opening balance', value: '0.00' }],
  table: {
    columns: [
      { heading: 'What', width: 70 },
      { heading: 'Amount', width: 30, isAmount: true },
    ],
    rows: [{ cells: ['Invoice INV-0001', '−12.50'], note: 'dated Oct 1, 2026' }],
  },
  totals: [{ label: 'Total', value: '$12.50', isStrong: true }],
  closing: { heading: 'By age', figures: [{ label: 'Current', value: '12.50' }] },
  notes: 'Thank you.',
  stamp: null,
  seal: 'SHA-256 abc',
  datedAt: '2026-11-02T15:00:00.000Z',
}
const withRows = (count: number, cell = (index: number) => `Row ${index}.`): Paper => ({
  ...paper,
  table: {
    ...paper.table,
    rows: Array.from({ length: count }, (_, index) => ({ cells: [cell(index), `${index}.00`] })),
  },
})

test('says all that the paper says, each row on a line', async () => {
  const [page = []] = linesOfPdf(await pdfOf(paper))
  expect(page).toEqual(
    expect.arrayContaining([
      'Halftone Press',
      'Ithaca, NY 14850',
      'Riverbend School',
      '$12.50',
      'Days lie between.',
      'Opening balance',
      'What Amount',
      'Invoice INV-0001 −12.50',
      'dated Oct 1, 2026',
      'Total $12.50',
      'By age',
      'Thank you.',
      'SHA-256 abc',
    ]),
  )
})

test('the same paper is the same file, byte for byte', async () => {
  const [first, second] = [await pdfOf(paper), await pdfOf(structuredClone(paper))]
  expect(Buffer.compare(first, second)).toBe(0)
  // Letters that are parts of others, which the font would remember.
  await pdfOf({ ...paper, recipient: { ...paper.recipient, name: 'źôñïüÅ' } })
  expect(Buffer.compare(first, await pdfOf(paper))).toBe(0)
  expect(Buffer.compare(first, await pdfOf({ ...paper, subtitle: 'November' }))).not.toBe(0)
})

test.each([
  'Łódź Żółć İstanbul Straße Œuvre Điện',
  'Ελληνικά Кириллица Українська',
  'Señor Núñez, naïve café – “quoted” …',
  'źz ôo ñn ïi üu Åa',
  '€100 £5 ₹7 ₪9 −5 ½ №',
])('prints %s', async (name) => {
  expect(textOfPdf(await pdfOf({ ...paper, recipient: { ...paper.recipient, name } }))).toContain(name)
})

test('prints Hebrew and Arabic from right to left', async () => {
  const text = textOfPdf(await pdfOf({ ...paper, recipient: { ...paper.recipient, name: 'שלום' } }))
  expect(text).toContain([...'שלום'].reverse().join(''))
  const arabic = await pdfOf({ ...paper, recipient: { ...paper.recipient, name: 'مرحبا' } })
  expect(textOfPdf(arabic)).not.toContain('□')
})

test('what no font has is a box, and the paper says so', async () => {
  const text = textOfPdf(await pdfOf({ ...paper, recipient: { ...paper.recipient, name: '東京 Print ไทย' } }))
  expect(text).toContain('□□ Print □□□')
  expect(text).toContain('stands for a character that cannot be printed')
  expect(textOfPdf(await pdfOf(paper))).not.toContain('□')
})

test.each(['😀', '👩‍🎨', 'e\u0301\u0302\u0303', '\u202eabc', '🇺🇸', '\ufffd', '\u00ad', '   '])(
  'a name of %j is printed without failing',
  async (name) => {
    expect((await pdfOf({ ...paper, recipient: { ...paper.recipient, name } })).length).toBeGreaterThan(1000)
  },
)

test('a long table has numbered pages, with its headings and its proof on each, and loses no row', async () => {
  const pages = linesOfPdf(await pdfOf(withRows(320)))
  expect(pages.length).toBeGreaterThan(7)
  for (const [index, page] of pages.entries()) {
    expect(page).toContain('What Amount')
    expect(page.at(-1)).toBe(`SHA-256 abc Page ${index + 1} of ${pages.length}`)
  }
  const rows = pages.flat().filter((line) => line.startsWith('Row '))
  expect(rows).toEqual(Array.from({ length: 320 }, (_, index) => `Row ${index}. ${index}.00`))
}, 60_000)

test('a sheet is filled, and none holds a single row too many', async () => {
  const pages = linesOfPdf(await pdfOf(withRows(100)))
  const filled = pages.map((page) => page.filter((line) => line.startsWith('Row ')).length)
  expect(Math.min(...filled.slice(1, -1))).toBeGreaterThan(28)
  expect(filled.at(-1)).toBeGreaterThan(2)
})

test('totals never stand alone on a sheet', async () => {
  for (let count = 16; count < 28; count += 2) {
    const pages = linesOfPdf(await pdfOf(withRows(count)))
    expect(pages.at(-1)?.some((line) => line.startsWith('Row '))).toBe(true)
  }
}, 60_000)

test('a text of many lines and a word without an end stay on the paper', async () => {
  const long =
    `${'Q'.repeat(400)} ${'Two-colour print on the back, and names on the sleeves. '.repeat(8)}`.trim()
  const text = textOfPdf(await pdfOf(withRows(8, () => long)))
  expect(text.match(/Q/g)?.length).toBe(8 * 400)
  expect(text.match(/sleeves/g)?.length).toBe(8 * 8)
}, 60_000)

test('a void paper carries the word on each page', async () => {
  const pages = linesOfPdf(await pdfOf({ ...withRows(60), stamp: 'Void' }))
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) expect(page.join(' ')).toContain('Void')
})
