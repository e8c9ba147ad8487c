import { expect, test } from 'vitest'
import { nothingOwed } from '../aging/aging.ts'
import { statementOf } from './statement.ts'
import { canonicalText, checksumOf, contentOf, readContent } from './statement-content.ts'

const issued = {
  statementId: '1f0c0a52-7f3f-4b0e-9d77-0d4f3f0d9a11',
  issuer: { name: 'Halftone Press', letterhead: null, country: 'US' },
  customerNumber: 'CUST-0001',
  customerName: 'Riverbend School',
  address: null,
  currency: 'USD',
  periodStart: '2026-10-01',
  periodEnd: '2026-10-31',
  issuedOn: '2026-11-02',
  generatedAt: '2026-11-02T23:30:00.000Z',
  previous: null,
}
const content = contentOf(issued, statementOf(12_50, []), nothingOwed)

test('what is written is read again, and its checksum is that of its bytes', () => {
  const text = canonicalText(content)
  expect(readContent(text)).toEqual(content)
  expect(checksumOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('a statement of the first format is read still: it knew a name and no addresses', () => {
  const { issuer, address, issuedOn, ...common } = content
  const first = { ...common, format: 'platen statement 1', company: issuer.name }
  expect(readContent(JSON.stringify(first))).toEqual({ ...content, issuedOn: '2026-11-02' })
})

test('a text that is no statement is an error', () => {
  expect(() => readContent('{"format": "platen statement 3"}')).toThrow()
})
