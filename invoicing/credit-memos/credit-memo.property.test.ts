import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTotalsInput } from '../../tests/support/any-invoice.ts'
import { type InvoiceTotals, invoiceTotals, type TotalsInput } from '../invoices/totals.ts'
import { TotalsError } from '../invoices/totals-error.ts'
import { trimDecimals } from '../money/decimal.ts'
import { type Cents, moneyText, percentHalfUp, smallestAmountCents, sumCents } from '../money/money.ts'
import {
  type CreditableInvoice,
  type CreditTotals,
  creditTotals,
  everythingLeft,
  judgeCredit,
  type WantedCredit,
} from './credit-memo.ts'

/** A memo that stands, as the invoice remembers it. */
interface Memo extends CreditTotals {
  wanted: WantedCredit
}

/** An invoice as the API would tell it after some memos, summed up here in its own way. */
function invoiceAfter(input: TotalsInput, totals: InvoiceTotals, memos: readonly Memo[]): CreditableInvoice {
  const { currency } = input
  const money = (cents: Cents) => moneyText(cents, currency)
  const credited = (of: (memo: Memo) => Cents) => sumCents(memos.map(of))
  const ofLine = (id: string) => (memo: Memo) =>
    sumCents(memo.wanted.lines.filter((line) => line.lineItemId === id).map((line) => line.amountCents))
  const totalLeftCents = totals.totalCents - credited((memo) => memo.totalCents)
  return {
    invoiceNumber: 'INV-0001',
    status: 'sent',
    currency,
    taxRate: trimDecimals(input.taxRate),
    taxes: totals.taxes.map(({ rate, baseCents, taxCents }) => ({
      rate,
      base: money(baseCents),
      amount: money(taxCents),
      creditableAmount: money(
        taxCents - credited((memo) => memo.taxes.find((tax) => tax.rate === rate)?.taxCents ?? 0),
      ),
    })),
    shippingTaxable: input.shippingTaxable,
    shippingCreditableAmount: money(totals.shippingCents - credited((memo) => memo.shippingCents)),
    creditableTotal: money(totalLeftCents),
    balanceDue: money(totalLeftCents),
    lineItems: input.lineItems.map((line, index) => ({
      id: `line ${index}`,
      description: `Line ${index}`,
      taxable: line.taxable,
      taxRate: line.taxRate ? trimDecimals(line.taxRate) : null,
      creditableAmount: money(
        (totals.lineTotalsCents[index] ?? 0) -
          (totals.lineDiscountCents[index] ?? 0) -
          credited(ofLine(`line ${index}`)),
      ),
    })),
  }
}

type Step = { credit: number[] } | { voided: number }

/** Shares in percent of what is left of each line in turn and of shipping, or the voiding of one of the memos. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ credit: fc.array(fc.nat(100), { minLength: 1, maxLength: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ voided: fc.nat() }) },
)

function shareOf(cents: Cents, percent: number, currency: string): Cents {
  return Math.min(cents, percentHalfUp(cents, String(percent), currency))
}

/** Some of what is left, in the shares of a step; the last share is that of shipping. */
function partOf(invoice: CreditableInvoice, shares: readonly number[]): WantedCredit {
  const left = everythingLeft(invoice)
  const share = (index: number) => shares[index % shares.length] ?? 0
  return {
    lines: left.lines
      .map(({ lineItemId, amountCents }, index) => ({
        lineItemId,
        amountCents: shareOf(amountCents, share(index), invoice.currency),
      }))
      .filter(({ amountCents }) => amountCents > 0),
    shippingCents: shareOf(left.shippingCents, share(left.lines.length), invoice.currency),
  }
}

/** One memo for each amount that is left, the smallest steps of crediting there are, in a given order. */
function restOneByOne(invoice: CreditableInvoice, order: number): WantedCredit[] {
  const left = everythingLeft(invoice)
  const each = left.lines.map((line): WantedCredit => ({ lines: [line], shippingCents: 0 }))
  const all = [...each, { lines: [], shippingCents: left.shippingCents }].filter(
    ({ lines, shippingCents }) => shippingCents > 0 || lines.some(({ amountCents }) => amountCents > 0),
  )
  const from = all.length === 0 ? 0 : order % all.length
  const turned = [...all.slice(from), ...all.slice(0, from)]
  return order % 2 === 0 ? turned : turned.reverse()
}

type Rule = (invoice: CreditableInvoice, wanted: WantedCredit) => CreditTotals

/** Credits and voids as the steps say, then the rest one by one; false when a cent was lost, made or given too early. */
function endsAtTheTotal(rule: Rule, input: TotalsInput, steps: readonly Step[], order: number): boolean {
  const totals = totalsOf(input)
  if (!totals) return true
  let memos: Memo[] = []
  const stays = () => {
    const sums = memos.map((memo) => memo.totalCents)
    const taxed = totals.taxes.every(
      ({ rate, taxCents }) =>
        sumCents(memos.map((memo) => memo.taxes.find((tax) => tax.rate === rate)?.taxCents ?? 0)) <= taxCents,
    )
    return taxed && sums.every((cents) => cents > 0) && sumCents(sums) <= totals.totalCents
  }
  const credit = (wanted: WantedCredit) => {
    if (wanted.lines.length === 0 && wanted.shippingCents === 0) return true
    const memo = rule(invoiceAfter(input, totals, memos), wanted)
    const step = smallestAmountCents(input.currency)
    memos.push({ ...memo, wanted })
    return memo.taxes.every(({ taxCents }) => taxCents >= 0 && taxCents % step === 0)
  }
  for (const step of steps) {
    if ('voided' in step) memos = memos.filter((_, index) => index !== step.voided % memos.length)
    else if (!credit(partOf(invoiceAfter(input, totals, memos), step.credit))) return false
    if (!stays()) return false
  }
  for (const wanted of restOneByOne(invoiceAfter(input, totals, memos), order)) {
    if (!credit(wanted) || !stays()) return false
  }
  return sumCents(memos.map((memo) => memo.totalCents)) === totals.totalCents
}

function totalsOf(input: TotalsInput): InvoiceTotals | null {
  try {
    return invoiceTotals(input)
  } catch (error) {
    if (error instanceof TotalsError) return null
    throw error
  }
}

const anyHistory = fc.tuple(anyTotalsInput, fc.array(anyStep, { maxLength: 10 }), fc.nat())

test('whatever is credited in whichever order, with voids in between, ends at exactly the total', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(anyHistory, ([input, steps, order]) => endsAtTheTotal(judgeCredit, input, steps, order)),
    { numRuns: 2_000 },
  )
})

test('tax that each memo rounds for itself is caught', { timeout: 120_000 }, () => {
  const alone: Rule = (invoice, wanted) => {
    const totals = creditTotals(invoice, wanted)
    const taxes = totals.taxes.map((tax) => ({
      ...tax,
      taxCents: percentHalfUp(tax.baseCents, tax.rate, invoice.currency),
    }))
    const taxCents = sumCents(taxes.map((tax) => tax.taxCents))
    return { ...totals, taxes, taxCents, totalCents: totals.subtotalCents + totals.shippingCents + taxCents }
  }
  const found = fc.check(
    fc.property(anyHistory, ([input, steps, order]) => endsAtTheTotal(alone, input, steps, order)),
    { numRuns: 2_000, endOnFailure: true },
  )
  expect(found.failed).toBe(true)
})

test('one more cent than is left is refused, of a line and of shipping', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyTotalsInput, fc.nat(), (input, chosen) => {
      const totals = totalsOf(input)
      if (!totals) return
      const invoice = invoiceAfter(input, totals, [])
      const step = smallestAmountCents(input.currency)
      const left = everythingLeft(invoice)
      const line = left.lines[chosen % left.lines.length]
      if (line) {
        const above = { lines: [{ ...line, amountCents: line.amountCents + step }], shippingCents: 0 }
        expect(() => judgeCredit(invoice, above)).toThrow(/left to credit|can still be credited/)
      }
      const shipping = { lines: [], shippingCents: left.shippingCents + step }
      expect(() => judgeCredit(invoice, shipping)).toThrow(/left to credit|can still be credited/)
    }),
    { numRuns: 500 },
  )
})
