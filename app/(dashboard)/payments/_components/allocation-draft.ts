import type { ListedInvoice } from '../../../../contract/invoices.ts'
import { shareOldestFirst } from '../../../../invoicing/allocations/allocation.ts'
import { centsOf, formatMoney, moneyText, parseMoneyInput } from '../../../../invoicing/money/money.ts'
import { readAmount } from '../../invoices/_components/typed-numbers.ts'

/** What is typed beside each open invoice, by its id; an invoice that gets nothing is left out or empty. */
export type AllocationDraft = Readonly<Record<string, string>>

/** What the typed amounts come to; what cannot be read counts as nothing until it is mended. */
export function allocatedCents(draft: AllocationDraft, currency: string): number {
  return Object.values(draft).reduce((sum, typed) => {
    const cents = parseMoneyInput(typed, currency)
    return sum + (typeof cents === 'number' ? cents : 0)
  }, 0)
}

/** The oldest first, by the rule that the server has too; the invoices are given in that order. */
export function oldestFirst(availableCents: number, invoices: readonly ListedInvoice[]): AllocationDraft {
  const open = invoices.map((invoice) => ({
    id: invoice.id,
    invoiceNumber: invoice.invoiceNumber,
    status: invoice.status,
    balanceDueCents: centsOf(invoice.balanceDue),
    postingDate: null,
  }))
  const { shares } = shareOldestFirst(availableCents, open)
  const currency = invoices[0]?.currency ?? 'USD'
  return Object.fromEntries(
    shares.map(({ invoice, amountCents }) => [invoice.id, moneyText(amountCents, currency)]),
  )
}

/** What one invoice gets when what is left is put to it: up to its balance. */
export function filled(
  draft: AllocationDraft,
  invoice: ListedInvoice,
  availableCents: number,
): AllocationDraft {
  const others = { ...draft, [invoice.id]: '' }
  const leftCents = Math.max(0, availableCents - allocatedCents(others, invoice.currency))
  const cents = Math.min(leftCents, centsOf(invoice.balanceDue))
  return { ...draft, [invoice.id]: cents === 0 ? '' : moneyText(cents, invoice.currency) }
}

export interface ReadAllocations {
  allocations: { invoiceId: string; amount: string }[]
  /** By invoice id; `all` is about their sum. */
  problems: Partial<Record<string, string>>
}

/** The typed amounts as the API takes them, or what is wrong with them, at the invoice where it is. */
export function readAllocations(
  draft: AllocationDraft,
  invoices: readonly ListedInvoice[],
  availableCents: number,
): ReadAllocations {
  const problems: Partial<Record<string, string>> = {}
  const allocations: ReadAllocations['allocations'] = []
  for (const invoice of invoices) {
    const typed = draft[invoice.id] ?? ''
    if (typed.trim() === '') continue
    const amount = readAmount(typed, invoice.currency, 'zero')
    if (!amount.ok) problems[invoice.id] = amount.message
    else if (centsOf(amount.text) > centsOf(invoice.balanceDue)) {
      problems[invoice.id] = `At most ${formatMoney(centsOf(invoice.balanceDue), invoice.currency)}.`
    } else if (centsOf(amount.text) > 0) allocations.push({ invoiceId: invoice.id, amount: amount.text })
  }
  const currency = invoices[0]?.currency
  const sumCents = allocations.reduce((sum, { amount }) => sum + centsOf(amount), 0)
  if (currency && sumCents > availableCents) {
    problems.all = `${formatMoney(sumCents - availableCents, currency)} more than there is. Lower an amount.`
  }
  return { allocations, problems }
}
