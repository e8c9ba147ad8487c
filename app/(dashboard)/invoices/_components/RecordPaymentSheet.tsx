import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { useToday } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { type PaymentMethod, paymentMethodLabels, paymentMethods } from '../../../../contract/payments.ts'
import { isCivilDate } from '../../../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { api, query } from '../../../api.ts'
import { readAmount } from './typed-numbers.ts'
import { useSingleFlight } from './use-single-flight.ts'

interface RecordPaymentSheetProps {
  opened: boolean
  onClose: () => void
  invoice: Invoice
}

/** C: S8. */
interface PaymentDraft {
  amount: string
  date: string
  method: PaymentMethod
  reference: string
}

const formId = 'record-payment'

/**
 * P2.1: a cheque at the counter (C: U47-U52). Give it the balance as its `key`, so that it begins with what is owed. More than the balance is refused by the server, which names it; only then is it offered to keep
 * the excess as credit.
 */
export function RecordPaymentSheet({ opened, onClose, invoice }: RecordPaymentSheetProps) {
  const today = useToday()
  const [draft, setDraft] = useState<PaymentDraft>({
    amount: invoice.balanceDue,
    date: today,
    method: 'check',
    reference: '',
  })
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({})
  const client = useQueryClient()
  const sayWhatIsLeft = useSayWhatIsLeft(invoice.id)
  const record = useWrite(api.payments.record, {
    onDone: () => {
      void sayWhatIsLeft()
      onClose()
    },
    onRefusal: (refusal) => {
      setProblems(refusal.fieldMessages)
      // Somebody else may have recorded a payment: then the balance on this screen is not the one that was refused.
      if (refusal.code === 'payment_exceeds_balance') void client.invalidateQueries()
    },
  })
  const change = (next: Partial<PaymentDraft>) => {
    setDraft((now) => ({ ...now, ...next }))
    setProblems({})
  }
  const submit = useSingleFlight(async (keepExcessAsCredit?: true) => {
    const read = readPayment(draft, invoice.currency, today)
    setProblems(read.problems)
    if (read.payment) await record.mutateAsync({ invoiceId: invoice.id, ...read.payment, keepExcessAsCredit })
  })
  const excess =
    record.error?.code === 'payment_exceeds_balance' && problems.amount
      ? excessText(draft.amount, invoice)
      : undefined
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title={`Record payment on ${invoice.invoiceNumber}`}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
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
        <Stack gap="md">
          <MoneyField
            label="Amount"
            currency={invoice.currency}
            value={draft.amount}
            onChange={(amount) => amount !== draft.amount && change({ amount })}
            error={problems.amount}
            description={`Balance ${formatMoney(centsOf(invoice.balanceDue), invoice.currency)}`}
            data-autofocus
            onFocus={(event) => event.currentTarget.select()}
          />
          {excess && (
            <Button variant="light" onClick={() => submit(true)} loading={record.isPending}>
              Keep {excess} as credit
            </Button>
          )}
          <DateField
            label="Date"
            value={draft.date}
            max={today}
            onChange={(date) => change({ date })}
            error={problems.date}
          />
          <NativeSelect
            label="Method"
            data={paymentMethods.map((method) => ({ value: method, label: paymentMethodLabels[method] }))}
            value={draft.method}
            onChange={(event) => {
              const method = paymentMethods.find((known) => known === event.currentTarget.value)
              if (method) change({ method })
            }}
          />
          <TextInput
            label="Reference"
            placeholder="Check # or transaction id"
            maxLength={200}
            autoComplete="off"
            value={draft.reference}
            onChange={(event) => change({ reference: event.currentTarget.value })}
            error={problems.reference}
          />
          {record.error && record.error.fields.length === 0 && <RefusalAlert error={record.error} />}
        </Stack>
      </form>
    </Sheet>
  )
}

function readPayment(draft: PaymentDraft, currency: string, today: string) {
  const problems: Partial<Record<string, string>> = {}
  const amount = readAmount(draft.amount, currency, { message: 'Enter the amount that came.' })
  if (!amount.ok) problems.amount = amount.message
  else if (!/[1-9]/.test(amount.text)) problems.amount = 'Must be more than zero.'
  if (!isCivilDate(draft.date)) problems.date = 'Choose the day on which it came.'
  else if (draft.date > today) problems.date = 'A payment is dated today or earlier.'
  const isGood = amount.ok && Object.keys(problems).length === 0
  const { date, method } = draft
  return {
    problems,
    payment: isGood
      ? { amount: amount.text, date, method, reference: draft.reference.trim() || null }
      : undefined,
  }
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
