import type { CreditMemoReason, ExcessUse } from '../../../../contract/credit-memos.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import type { PaymentMethod } from '../../../../contract/payment-methods.ts'
import { Refused } from '../../../../contract/refusals.ts'
import {
  type CreditableInvoice,
  type CreditSplit,
  type CreditTotals,
  creditTotals,
  judgeCredit,
  splitCredit,
  type WantedCredit,
} from '../../../../invoicing/credit-memos/credit-memo.ts'
import { centsOf, decimalText } from '../../../../invoicing/money/money.ts'
import { readAmount } from './typed-numbers.ts'

/** What the form reads of an invoice. */
export type InvoiceToCredit = CreditableInvoice & Pick<Invoice, 'id'>

/** One line of the invoice, or its shipping, as it is being credited. */
export interface CreditDraftPart {
  isChosen: boolean
  amount: string
}

/** A credit memo as it is being typed (C: S9). */
export interface CreditDraft {
  reason: CreditMemoReason | ''
  /** By line. */
  lines: Readonly<Record<string, CreditDraftPart>>
  shipping: CreditDraftPart
  notes: string
  excess: ExcessUse
  method: PaymentMethod
  reference: string
}

/** Nothing is chosen yet; every amount is prefilled with all that can be credited. */
export function newCreditDraft(invoice: InvoiceToCredit): CreditDraft {
  return {
    reason: '',
    lines: Object.fromEntries(
      invoice.lineItems.map(({ id, creditableAmount }) => [
        id,
        { isChosen: false, amount: creditableAmount },
      ]),
    ),
    shipping: { isChosen: false, amount: invoice.shippingCreditableAmount },
    notes: '',
    excess: 'credit',
    method: 'check',
    reference: '',
  }
}

/** The draft with everything chosen that can be credited, whole, or with nothing chosen. */
export function chooseAll(draft: CreditDraft, invoice: InvoiceToCredit, isChosen: boolean): CreditDraft {
  const part = (creditable: string): CreditDraftPart => ({
    isChosen: isChosen && centsOf(creditable) > 0,
    amount: creditable,
  })
  return {
    ...draft,
    lines: Object.fromEntries(invoice.lineItems.map((line) => [line.id, part(line.creditableAmount)])),
    shipping: part(invoice.shippingCreditableAmount),
  }
}

/** Messages by field: a line's id, `shipping`, `reason`, or `lineItems` for all of it. */
export type CreditProblems = Record<string, string>

interface ReadParts {
  wanted: WantedCredit
  problems: CreditProblems
}

/** The chosen amounts; one that cannot be read counts as nothing and has a message. */
function readParts(draft: CreditDraft, invoice: InvoiceToCredit): ReadParts {
  const problems: CreditProblems = {}
  const read = (part: CreditDraftPart | undefined, name: string) => {
    if (!part?.isChosen) return 0
    const amount = readAmount(part.amount, invoice.currency, { message: 'Enter what is credited.' })
    if (amount.ok && centsOf(amount.text) > 0) return centsOf(amount.text)
    problems[name] = amount.ok ? 'Must be more than zero.' : amount.message
    return 0
  }
  const lines = invoice.lineItems
    .map(({ id }) => ({ lineItemId: id, amountCents: read(draft.lines[id], id) }))
    .filter(({ amountCents }) => amountCents > 0)
  return { wanted: { lines, shippingCents: read(draft.shipping, 'shipping') }, problems }
}

/** What the draft comes to now, for the total that follows the typing (C: U62). */
export function creditSoFar(draft: CreditDraft, invoice: InvoiceToCredit): CreditTotals & CreditSplit {
  const totals = creditTotals(invoice, readParts(draft, invoice).wanted)
  return { ...totals, ...splitCredit(invoice, totals.totalCents) }
}

/** What the API takes, or what is wrong; judged by the rule that the server judges by. */
export function readCredit(draft: CreditDraft, invoice: InvoiceToCredit) {
  const { wanted, problems } = readParts(draft, invoice)
  if (draft.reason === '') problems.reason = 'Choose the reason.'
  if (Object.keys(problems).length === 0) Object.assign(problems, judged(invoice, wanted))
  const { reason } = draft
  if (reason === '' || Object.keys(problems).length > 0) return { problems }
  const isRefund = draft.excess === 'refund'
  return {
    problems,
    input: {
      invoiceId: invoice.id,
      reason,
      lineItems: wanted.lines.map(({ lineItemId, amountCents }) => ({
        lineItemId,
        amount: decimalText(amountCents),
      })),
      shipping: decimalText(wanted.shippingCents),
      notes: draft.notes.trim() || null,
      excess: draft.excess,
      ...(isRefund && { refund: { method: draft.method, reference: draft.reference.trim() || null } }),
    },
  }
}

function judged(invoice: InvoiceToCredit, wanted: WantedCredit): CreditProblems {
  try {
    judgeCredit(invoice, wanted)
    return {}
  } catch (error) {
    if (error instanceof Refused) return problemsAt(error.errors, wanted.lines)
    throw error
  }
}

/** Messages of a refusal, whose paths count the lines that were sent, at the fields of the draft. */
export function problemsAt(
  errors: readonly { path: string; message: string }[],
  sent: readonly { lineItemId: string }[],
): CreditProblems {
  return Object.fromEntries(
    errors.map(({ path, message }) => {
      const index = /^lineItems\.(\d+)\./.exec(path)?.[1]
      return [(index === undefined ? undefined : sent[Number(index)]?.lineItemId) ?? path, message]
    }),
  )
}
