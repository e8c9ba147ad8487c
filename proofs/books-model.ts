import type { TotalsInput } from '../invoicing/invoices/totals.ts'
import { modelTotals } from '../tests/support/totals-model.ts'

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
  /** A payment was refused because nothing was left to pay. */
  wasToldPaid = false
  /** The smallest payment that was refused as too large since the last comparison. */
  smallestRefusedCents = Number.POSITIVE_INFINITY
  /** Money was taken from it since the last comparison, or may have been: what was refused before may fit now. */
  wasReopened = false

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

  get isOpen(): boolean {
    return this.isSent && !this.isVoid
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

/** Money that came in. */
export interface ModelPayment {
  readonly id: string
  readonly customerId: string
  readonly currency: string
  readonly amountCents: number
  refundedCents: number
  isReversed: boolean
}

/** A credit memo: what it took off its invoice, and what it gave as credit, which is used as a payment's money is. */
export interface ModelMemo extends ModelPayment {
  readonly invoiceId: string
  readonly offInvoiceCents: number
}

/** What of a payment or memo was put to an invoice; of which one is not told when credit was applied. */
export interface ModelAllocation {
  readonly id: string
  readonly invoiceId: string
  readonly amountCents: number
  paymentId: string | null
  isReleased: boolean
}

/** A payment as it is told, with the allocations that it has. */
export interface ToldPayment {
  id: string
  customerId: string
  currency: string
  amountCents: number
  allocations: { id: string; invoiceId: string; amountCents: number }[]
}

/** All money of a run, in cents: what was invoiced, what came in, where it is. */
export class BooksModel {
  readonly invoices = new Map<string, ModelInvoice>()
  readonly payments = new Map<string, ModelPayment>()
  readonly memos = new Map<string, ModelMemo>()
  readonly allocations = new Map<string, ModelAllocation>()
  readonly #memosOfInvoice = new Map<string, ModelMemo[]>()
  readonly #writtenOff = new Map<string, readonly number[]>()
  readonly #ofInvoice = new Map<string, ModelAllocation[]>()
  readonly #ofPayment = new Map<string, ModelAllocation[]>()

  add(invoice: ModelInvoice): void {
    this.invoices.set(invoice.id, invoice)
  }

  /** An acknowledged payment, or one told again with more allocations. */
  sawPayment({ allocations, ...told }: ToldPayment): void {
    if (!this.payments.has(told.id)) {
      this.payments.set(told.id, { ...told, refundedCents: 0, isReversed: false })
    }
    for (const allocation of allocations) this.sawAllocation({ ...allocation, paymentId: told.id })
  }

  sawMemo(memo: Omit<ModelMemo, 'refundedCents' | 'isReversed'>): ModelMemo {
    const known = { ...memo, refundedCents: 0, isReversed: false }
    this.memos.set(memo.id, known)
    put(this.#memosOfInvoice, memo.invoiceId, known)
    return known
  }

  /** All that was written off an invoice, as one answer tells it; the longest is the latest. */
  sawWriteOffs(invoiceId: string, amounts: readonly number[]): void {
    const known = this.#writtenOff.get(invoiceId) ?? []
    if (amounts.length > known.length) this.#writtenOff.set(invoiceId, amounts)
  }

  /** Where credit comes from: a payment, or a memo. */
  source(id: string): ModelPayment | undefined {
    return this.payments.get(id) ?? this.memos.get(id)
  }

  sawAllocation(told: Omit<ModelAllocation, 'isReleased'>): void {
    let allocation = this.allocations.get(told.id)
    if (!allocation) {
      allocation = { ...told, paymentId: null, isReleased: false }
      this.allocations.set(told.id, allocation)
      put(this.#ofInvoice, told.invoiceId, allocation)
    }
    if (told.paymentId === null || allocation.paymentId !== null) return
    allocation.paymentId = told.paymentId
    put(this.#ofPayment, told.paymentId, allocation)
  }

  /** An allocation ends with its release, its invoice or its payment; in which order that was told does not matter. */
  isLive({ isReleased, invoiceId, paymentId }: ModelAllocation): boolean {
    const isReversed = paymentId !== null && this.source(paymentId)?.isReversed === true
    return !isReleased && !isReversed && this.invoices.get(invoiceId)?.isVoid !== true
  }

  /** The money that is on an invoice. */
  paidCents({ id }: ModelInvoice): number {
    return this.#appliedCents(id, ({ paymentId }) => !this.memos.has(paymentId ?? ''))
  }

  /** What was taken off it without money: by its own memos, by the credit of others, and by write-offs. */
  creditedCents(invoice: ModelInvoice): number {
    const byOthers = this.#appliedCents(invoice.id, ({ paymentId }) => this.memos.has(paymentId ?? ''))
    const byOwn = sumOf(this.liveMemosOf(invoice).map(({ offInvoiceCents }) => offInvoiceCents))
    return byOthers + byOwn + this.writtenOffCents(invoice)
  }

  writtenOffCents({ id }: ModelInvoice): number {
    return sumOf(this.#writtenOff.get(id) ?? [])
  }

  liveMemosOf({ id }: ModelInvoice): ModelMemo[] {
    return (this.#memosOfInvoice.get(id) ?? []).filter(({ isReversed }) => !isReversed)
  }

  #appliedCents(invoiceId: string, counts: (allocation: ModelAllocation) => boolean): number {
    const live = (this.#ofInvoice.get(invoiceId) ?? []).filter((allocation) => this.isLive(allocation))
    return sumOf(live.filter(counts).map(({ amountCents }) => amountCents))
  }

  balanceCents(invoice: ModelInvoice): number {
    return invoice.isVoid ? 0 : invoice.totalCents - this.paidCents(invoice) - this.creditedCents(invoice)
  }

  status(invoice: ModelInvoice): 'draft' | 'sent' | 'partial' | 'paid' | 'void' {
    if (invoice.isVoid) return 'void'
    if (!invoice.isSent) return 'draft'
    if (this.balanceCents(invoice) === 0) return 'paid'
    return this.paidCents(invoice) > 0 ? 'partial' : 'sent'
  }

  /** What of a payment, or of a memo's credit, is neither applied nor given back. */
  unappliedCents(payment: ModelPayment): number {
    if (payment.isReversed) return 0
    const applied = sumOf(this.liveAllocationsOf(payment).map(({ amountCents }) => amountCents))
    return payment.amountCents - payment.refundedCents - applied
  }

  liveAllocationsOf({ id }: ModelPayment): ModelAllocation[] {
    return (this.#ofPayment.get(id) ?? []).filter((allocation) => this.isLive(allocation))
  }

  get receivedCents(): number {
    return sumOf([...this.payments.values()].map(({ amountCents }) => amountCents))
  }

  /** What each customer owes on invoices, and what of their money is not applied. */
  customers(): Map<string, { openCents: number; unappliedCents: number }> {
    const sums = new Map<string, { openCents: number; unappliedCents: number }>()
    const of = (customerId: string) => {
      const known = sums.get(customerId) ?? { openCents: 0, unappliedCents: 0 }
      sums.set(customerId, known)
      return known
    }
    for (const invoice of this.invoices.values()) {
      if (invoice.isOpen) of(invoice.customerId).openCents += this.balanceCents(invoice)
    }
    for (const source of [...this.payments.values(), ...this.memos.values()]) {
      of(source.customerId).unappliedCents += this.unappliedCents(source)
    }
    return sums
  }
}

function put<Value>(index: Map<string, Value[]>, id: string, value: Value): void {
  const known = index.get(id)
  if (known) known.push(value)
  else index.set(id, [value])
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, cents) => sum + cents, 0)
}

function totalCentsOf(input: TotalsInput): number {
  const totals = modelTotals(input)
  if (typeof totals === 'string') throw new Error('The content of the proof has no total')
  return totals.totalCents
}
