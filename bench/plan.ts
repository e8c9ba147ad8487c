import { createHash } from 'node:crypto'

/** The company's day in every run, so that the data and its overdue days are always the same. */
export const benchToday = '2026-06-30'

/** One company of the benchmark. `tag` is short and unique: every id of its rows follows from it. */
export interface Ledger {
  tag: string
  companyId: string
  customers: number
  invoices: number
}

export interface Size {
  /** The base that growth is measured against. */
  small: { customers: number; invoices: number }
  /** The ledger that every row works on. */
  big: { customers: number; invoices: number }
  /** Further companies in the same tables. */
  neighbours: { companies: number; customers: number; invoices: number }
  rounds: number
  importRows: number
}

const small = { customers: 200, invoices: 1_000 }

export const sizes = {
  s: {
    small,
    big: { customers: 20_000, invoices: 20_000 },
    neighbours: { companies: 0, customers: 0, invoices: 0 },
    rounds: 5,
    importRows: 10_000,
  },
  m: {
    small,
    big: { customers: 20_000, invoices: 100_000 },
    neighbours: { companies: 0, customers: 0, invoices: 0 },
    rounds: 7,
    importRows: 20_000,
  },
  l: {
    small,
    big: { customers: 20_000, invoices: 1_000_000 },
    neighbours: { companies: 1_000, customers: 100, invoices: 1_000 },
    rounds: 7,
    importRows: 20_000,
  },
} as const satisfies Record<string, Size>
export type SizeName = keyof typeof sizes

export type RowKind = 'company' | 'customer' | 'invoice' | 'payment' | 'allocation' | 'prepared'

/**
 * The id of the n-th row of a kind. It looks random, so that indexes are as scattered as in life, and `idExpression`
 * computes the same in SQL, so that hand-written statements need no lookup of their own.
 */
export function idOf(tag: string, kind: RowKind, n: number): string {
  const hash = createHash('md5').update(`${kind} ${tag} ${n}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20)}`
}

/** `idOf` as SQL; `n` is an expression of type bigint. */
export function idExpression(tag: string, kind: RowKind, n: string): string {
  return `overlay(overlay(md5('${kind} ${tag} ' || (${n})::bigint) placing '4' from 13) placing '8' from 17)::uuid`
}

// Both steps are primes, so that neighbouring invoices belong to customers far apart.
export const customerStep = 7_919

/** Which customer the n-th invoice belongs to. */
export function customerOf(ledger: Ledger, n: number): number {
  return ((n * customerStep) % ledger.customers) + 1
}

export type GeneratedStatus = 'sent' | 'partial' | 'draft' | 'void' | 'paid'

/** Of 25 invoices in a row one is void, two are drafts, six are open, the rest is paid. */
export const statusCycle = 25

export function statusOf(n: number): GeneratedStatus {
  const place = n % statusCycle
  if (place <= 4) return 'sent'
  if (place === 5) return 'partial'
  if (place <= 7) return 'draft'
  return place === 8 ? 'void' : 'paid'
}
