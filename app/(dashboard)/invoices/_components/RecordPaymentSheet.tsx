import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { api, query } from '../../../api.ts'
import { type PaymentDraft, PaymentFields } from './PaymentFields.tsx'
import { dateProblem, newReceipt, readReceipt } from './ReceiptFields.tsx'
import { readAmount } from './typed-numbers.ts'
import { useSingleFlight } from './use-single-flight.ts'

interface RecordPaymentSheetProps {
  opened: boolean
  onClose: () => void
  invoice: Invoice
}

type Problems = Partial<Record<string, string>>

const formId = 'record-payment'

/**
 * P2.1: a cheque at the counter (C: U47-U52). More than the balance is refused by the server, which names it; only then
 * is it offered to keep the excess as credit.
 */
export function RecordPaymentSheet({ opened, onClose, invoice }: RecordPaymentSheetProps) {
  const today = useToday()
  const { draft, setDraft } = usePaymentDraft(invoice, opened, today)
  const [problems, setProblems] = useState<Problems>({})
  const record = useRecord(invoice.id, { onRecorded: onClose, onProblems: setProblems })
  const submit = useSingleFlight(async (keepExcessAsCredit?: true) => {
    const read = readPayment(draft, invoice.currency, today)
    setProblems(read.problems)
    if (read.payment) await record.mutateAsync({ invoiceId: invoice.id, ...read.payment, keepExcessAsCredit })
  })
  const close = () => {
    record.reset()
    setProblems({})
    onClose()
  }
  // Of an invoice that was paid meanwhile all would be excess, most likely money that was recorded already.
  const isOpen = centsOf(invoice.balanceDue) > 0
  const isTooMuch =
    isOpen && record.error?.code === 'payment_exceeds_balance' && problems.amount !== undefined
  const excess = isTooMuch ? excessText(draft.amount, invoice) : undefined
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title={`Record payment on ${invoice.invoiceNumber}`}
      footer={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form={formId} loading={record.isPending}>
            Record Payment
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <PaymentFields
          invoice={invoice}
          draft={draft}
          today={today}
          problems={problems}
          onChange={(change) => {
            setDraft((now) => ({ ...now, ...change }))
            // Leaving the field writes "700" as "700.00", which answers no problem: what is offered stays under the hand.
            if (!isSameAmount(change.amount, draft.amount, invoice.currency)) setProblems({})
          }}
        >
          {excess && (
            <Button variant="light" onClick={() => submit(true)} loading={record.isPending}>
              Record, and keep {excess} as credit
            </Button>
          )}
        </PaymentFields>
        {record.error && record.error.fields.length === 0 && <RefusalAlert error={record.error} />}
      </form>
    </Sheet>
  )
}

interface RecordOptions {
  onRecorded: () => void
  onProblems: (problems: Problems) => void
}

function useRecord(invoiceId: string, { onRecorded, onProblems }: RecordOptions) {
  const client = useQueryClient()
  const sayWhatIsLeft = useSayWhatIsLeft(invoiceId)
  return useWrite(api.payments.record, {
    onDone: () => {
      void sayWhatIsLeft()
      onRecorded()
    },
    onRefusal: (refusal) => {
      onProblems(refusal.fieldMessages)
      // Somebody else may have recorded a payment: then the balance on this screen is not the one that was refused.
      if (refusal.code === 'payment_exceeds_balance') void client.invalidateQueries()
    },
  })
}

/**
 * A payment that was not recorded is still there when the sheet opens again, unless the balance has changed since: then
 * it begins anew with what is owed.
 */
function usePaymentDraft(invoice: Invoice, opened: boolean, today: string) {
  const [draft, setDraft] = useState<PaymentDraft>(() => newPayment(invoice, today))
  const [seen, setSeen] = useState({ opened, balance: invoice.balanceDue })
  if (opened !== seen.opened) {
    setSeen({ opened, balance: opened ? invoice.balanceDue : seen.balance })
    if (opened && invoice.balanceDue !== seen.balance) setDraft(newPayment(invoice, today))
  }
  return { draft, setDraft }
}

function newPayment(invoice: Invoice, today: string): PaymentDraft {
  return { amount: invoice.balanceDue, ...newReceipt(today) }
}

function readPayment(draft: PaymentDraft, currency: string, today: string) {
  const problems: Problems = {}
  const amount = readAmount(draft.amount, currency, { message: 'Enter the amount that came.' })
  if (!amount.ok) problems.amount = amount.message
  else if (!/[1-9]/.test(amount.text)) problems.amount = 'Must be more than zero.'
  const badDate = dateProblem(draft.date, today)
  if (badDate) problems.date = badDate
  const isGood = amount.ok && Object.keys(problems).length === 0
  return { problems, payment: isGood ? { amount: amount.text, ...readReceipt(draft) } : undefined }
}

function isSameAmount(now: string | undefined, before: string, currency: string): boolean {
  if (now === undefined) return false
  const [one, other] = [now, before].map((typed) => readAmount(typed, currency, 'zero'))
  return Boolean(one?.ok && other?.ok && centsOf(one.text) === centsOf(other.text))
}

function excessText(typed: string, invoice: Invoice): string | undefined {
  const amount = readAmount(typed, invoice.currency, 'zero')
  if (!amount.ok) return undefined
  const excessCents = centsOf(amount.text) - centsOf(invoice.balanceDue)
  return excessCents > 0 ? formatMoney(excessCents, invoice.currency) : undefined
}

/** After the money is in: what is still owed, as the server has it now. */
function useSayWhatIsLeft(invoiceId: string) {
  const client = useQueryClient()
  return async () => {
    const options = query.invoices.show.queryOptions({ input: { invoiceId } })
    const message = await client
      .fetchQuery({ ...options, staleTime: 0 })
      .then(leftSentence, () => 'Payment recorded.')
    notifications.show({ message, color: 'emerald' })
  }
}

function leftSentence({ invoiceNumber, balanceDue, currency }: Invoice): string {
  const leftCents = centsOf(balanceDue)
  return leftCents > 0
    ? `Payment recorded. ${formatMoney(leftCents, currency)} is left on ${invoiceNumber}.`
    : `Payment recorded. ${invoiceNumber} is paid.`
}
