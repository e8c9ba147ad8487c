import type { TotalsInput } from '../invoicing/invoices/totals.ts'
import { modelTotals } from '../tests/support/totals-model.ts'
import { holds } from './proof.ts'

/** A draft's content as far as the model needs it; what it costs is computed by the independent model of totals. */
export interface ModelContent {
  customerId: string
  totals: TotalsInput
}

/**
 * What the model knows of an invoice: only outcomes that were acknowledged, in no order. Answers of simultaneous requests
 * arrive in any order, so nothing here depends on it.
 */
export class ModelInvoice {
  readonly id: string
  readonly currency: string
  #latest: { version: number; customerId: string; totalCents: number }
  isSent = false
  isVoid = false
  /** All money that came in on it, and what of that was put to it. Whose it is follows from whose the invoice is. */
  receivedCents = 0
  appliedCents = 0
  /** Edits on their way; until they are answered, what it costs and whose it is may be known too late. */
  editsUnderWay = 0
  /** A payment was refused because nothing was left to pay. */
  wasToldPaid = false
  /** The smallest payment that was refused as too large since the last comparison. */
  smallestRefusedCents = Number.POSITIVE_INFINITY

  constructor(id: string, version: number, content: ModelContent) {
    this.id = id
    this.currency = content.totals.currency
    this.#latest = { version, customerId: content.customerId, totalCents: totalCentsOf(content.totals) }
  }

  get version(): number {
    return this.#latest.version
  }

  get customerId(): string {
    return this.#latest.customerId
  }

  get totalCents(): number {
    return this.#latest.totalCents
  }

  get balanceCents(): number {
    return this.isVoid ? 0 : this.totalCents - this.appliedCents
  }

  /** More than this can no payment that begins now put to it; unknown while it may still be edited. */
  get mostOpenCents(): number {
    return this.isSent && this.editsUnderWay === 0 ? this.balanceCents : Number.POSITIVE_INFINITY
  }

  get status(): 'draft' | 'sent' | 'partial' | 'paid' | 'void' {
    if (this.isVoid) return 'void'
    if (!this.isSent) return 'draft'
    if (this.balanceCents === 0) return 'paid'
    return this.appliedCents > 0 ? 'partial' : 'sent'
  }

  /** An acknowledged edit; the highest version is what stands. */
  edited(version: number, content: ModelContent): void {
    if (version < this.#latest.version) return
    this.#latest = { version, customerId: content.customerId, totalCents: totalCentsOf(content.totals) }
  }

  /** An edit of somebody else's made this version known; what it says of the content is taken from their answer. */
  sawVersion(version: number): void {
    this.#latest = { ...this.#latest, version: Math.max(version, this.#latest.version) }
  }
}

/** All money of a run, in cents: what was invoiced, what came in, where it is. */
export class BooksModel {
  readonly invoices = new Map<string, ModelInvoice>()
  add(invoice: ModelInvoice): void {
    this.invoices.set(invoice.id, invoice)
  }

  /** An acknowledged payment: the money is the customer's, and what was applied lowers the invoice. */
  paid(invoice: ModelInvoice, amountCents: number, appliedCents: number, mostOpenCents: number): void {
    holds(
      appliedCents <= mostOpenCents,
      `a payment of ${amountCents} cents put ${appliedCents} on invoice ${invoice.id}, which had ${mostOpenCents} open`,
    )
    invoice.appliedCents += appliedCents
    invoice.receivedCents += amountCents
  }

  get receivedCents(): number {
    return [...this.invoices.values()].reduce((sum, { receivedCents }) => sum + receivedCents, 0)
  }

  /** What a customer owes on invoices, and what of their money is not applied. */
  customer(customerId: string): { openCents: number; unappliedCents: number } {
    let openCents = 0
    let unappliedCents = 0
    for (const invoice of this.invoices.values()) {
      if (invoice.customerId !== customerId) continue
      const isOwed = invoice.isSent && !invoice.isVoid
      openCents += isOwed ? invoice.balanceCents : 0
      unappliedCents += invoice.receivedCents - (isOwed ? invoice.appliedCents : 0)
    }
    return { openCents, unappliedCents }
  }
}

function totalCentsOf(input: TotalsInput): number {
  const totals = modelTotals(input)
  if (typeof totals === 'string') throw new Error('The content of the proof has no total')
  return totals.totalCents
}

/** Cents of an amount as the API writes it, by plain text work. */
export function centsIn(amount: string): number {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const cents = Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
  return amount.startsWith('-') ? -cents : cents
}

/** An amount as the API takes it, in the decimals of its currency. */
export function amountIn(cents: number, currency: string): string {
  const whole = Math.floor(cents / 100)
  return currency === 'JPY' ? `${whole}` : `${whole}.${String(cents % 100).padStart(2, '0')}`
}
