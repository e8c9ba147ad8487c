import type { CreditMemoReason } from '../contract/credit-memos.ts'
import type { PaymentMethod } from '../contract/payment-methods.ts'
import type { DemoCustomer } from './demo-customers.ts'
import { type DemoOrder, demoOrder } from './demo-orders.ts'
import { pick, type Random } from './random.ts'

/** Money that comes for an invoice, some days after its issue; a share in percent, or more than its total. */
export interface DemoPayment {
  daysAfterIssue: number
  percent: number
  extra?: string
  method: PaymentMethod
  reference?: string
}

/** What is credited of every line, a share of it in percent; of shipping too where it is all. */
export interface DemoCredit {
  reason: CreditMemoReason
  percent: number
  notes: string
}

export interface DemoInvoice extends DemoOrder {
  customer: number
  /** Null keeps it a draft. */
  issuedDaysAgo: number | null
  payments: DemoPayment[]
  credit?: DemoCredit
  writeOffReason?: string
  voidReason?: string
  discounts?: { description: string; kind: 'percent' | 'amount'; value: string }[]
  shipping?: string
  taxRate?: string
  taxExemptionReason?: string
  internalNotes?: string
  origin?: 'online_order'
}

const daysOfHistory = 178

/**
 * The invoices of a demo shop over the last six months, oldest first: old ones mostly paid, a few forgotten; new ones
 * waiting; the newest still drafts. The same for the same numbers, whatever day it is.
 */
export function demoInvoices(
  random: Random,
  customers: readonly DemoCustomer[],
  { count, trade }: { count: number; trade: 'print' | 'embroidery' },
): DemoInvoice[] {
  const drafts = Math.max(1, Math.round(count / 15))
  const nextCustomer = inTurns(random, customers.length)
  return Array.from({ length: count }, (_, index) => {
    const issued = index < count - drafts
    const place = index / Math.max(1, count - drafts - 1)
    // Denser towards today: a shop that grows.
    const daysAgo = Math.round(daysOfHistory * (1 - place) ** 1.25)
    const customer = nextCustomer()
    const who = customers[customer]
    if (!who) throw new Error('A demo shop needs at least one customer')
    // Some come from the web shop.
    const origin = index % 7 === 3 ? { origin: 'online_order' as const } : {}
    const dressed = { customer, ...origin, ...demoOrder(random, who.kind, trade), ...extrasFor(random, who) }
    if (!issued) return { ...dressed, issuedDaysAgo: null, payments: [] }
    const oddity = oddityOf(index, count)
    return { ...dressed, issuedDaysAgo: daysAgo, payments: paymentsFor(random, daysAgo, who), ...oddity }
  })
}

/** Everybody once in a random order, then everybody again in another. */
function inTurns(random: Random, count: number): () => number {
  let waiting: number[] = []
  return () => {
    if (waiting.length === 0) waiting = Array.from({ length: count }, (_, index) => index)
    return waiting.splice(random(waiting.length), 1)[0] ?? 0
  }
}

function extrasFor(random: Random, { kind }: DemoCustomer): Partial<DemoInvoice> {
  const extras: Partial<DemoInvoice> = {}
  if (kind === 'school') {
    extras.taxRate = '0'
    extras.taxExemptionReason = 'Public school, certificate ST-119.1'
  }
  if (random(100) < 14) extras.discounts = [{ description: discountFor[kind], kind: 'percent', value: '10' }]
  else if (random(100) < 8)
    extras.discounts = [{ description: 'Repeat order', kind: 'amount', value: '25.00' }]
  if (random(100) < 25) extras.shipping = pick(random, ['14.50', '18.50', '24.00', '42.00'])
  if (random(100) < 12)
    extras.internalNotes = pick(random, [
      'Reprint of six pieces promised if the navy bleeds.',
      'Pickup by the back door after four.',
      'Proof approved by phone.',
    ])
  return extras
}

const discountFor: Record<DemoCustomer['kind'], string> = {
  school: 'School rate',
  brewery: 'Over 100 pieces',
  team: 'Team rate',
  band: 'Tour rate',
  shop: 'Neighbor discount',
  company: 'Annual agreement',
}

const termDays: Partial<Record<DemoCustomer['paymentTerms'], number>> = {
  due_on_receipt: 0,
  net_15: 15,
  net_30: 30,
  net_45: 45,
}

/** Most pay around the due day; of what is long due some was forgotten, of what is new little has come. */
function paymentsFor(random: Random, daysAgo: number, { paymentTerms }: DemoCustomer): DemoPayment[] {
  const due = termDays[paymentTerms] ?? 30
  const chance = random(100)
  const settledAfter = Math.max(0, due + random(17) - 9)
  const daysLate = daysAgo - due
  if (settledAfter <= daysAgo && chance < (daysLate > 40 ? 93 : daysLate > 0 ? 62 : 30))
    return [{ daysAfterIssue: settledAfter, percent: 100, ...way(random) }]
  if (chance >= 82 && daysAgo > 3 && chance < 97)
    return [{ daysAfterIssue: Math.min(daysAgo, 2 + random(12)), percent: 50, ...way(random) }]
  return []
}

function way(random: Random): { method: PaymentMethod; reference?: string } {
  const method = pick(random, [
    'check',
    'check',
    'ach',
    'credit_card',
    'credit_card',
    'cash',
    'venmo',
    'zelle',
  ])
  if (method === 'check') return { method, reference: String(1040 + random(900)) }
  if (method === 'ach') return { method, reference: String(80_000 + random(9_999)) }
  return { method }
}

/** What every demo shop has, wherever its invoices fall: voids, credits, an overpayment, long and newly overdue ones. */
function oddityOf(index: number, count: number): Partial<DemoInvoice> {
  const at = (share: number) => Math.floor(count * share)
  if (index === at(0.12)) {
    const check = { method: 'check' as const, reference: '20611' }
    return { payments: [{ daysAfterIssue: 21, percent: 100, extra: '85.00', ...check }] }
  }
  if (index === at(0.06)) {
    const check = { method: 'check' as const, reference: '20488' }
    return {
      payments: [{ daysAfterIssue: 30, percent: 97, ...check }],
      writeOffReason: 'Short by the bank’s fee, not worth chasing',
    }
  }
  if (index === at(0.2))
    return {
      payments: [],
      credit: {
        reason: 'returns',
        percent: 100,
        notes: 'All of it came back unopened: the event was called off.',
      },
    }
  if (index === at(0.62)) {
    const credit = { reason: 'misprints' as const, percent: 10, notes: 'Crest off centre on one in ten.' }
    return { payments: [{ daysAfterIssue: 3, percent: 100, method: 'ach', reference: '81177' }], credit }
  }
  if (index === at(0.86))
    return {
      payments: [],
      credit: { reason: 'shortages', percent: 5, notes: 'Two cartons short, agreed by phone.' },
    }
  if (index === at(0.3) || index === at(0.35)) return { payments: [] }
  if (index === at(0.42)) return { payments: [{ daysAfterIssue: 9, percent: 50, method: 'credit_card' }] }
  if (index === at(0.5)) return { payments: [], voidReason: 'Order cancelled before printing' }
  if (index === at(0.58) || index === at(0.66)) return { payments: [] }
  if (index === at(0.8))
    return {
      payments: [{ daysAfterIssue: 0, percent: 50, method: 'cash' }],
      voidReason: 'Billed to the wrong customer',
    }
  return {}
}
