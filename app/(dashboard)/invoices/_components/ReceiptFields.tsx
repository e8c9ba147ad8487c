import { NativeSelect, TextInput } from '@mantine/core'
import { DateField } from '../../../../components/ui/DateField.tsx'
import {
  type PaymentMethod,
  paymentMethodLabels,
  paymentMethods,
} from '../../../../contract/payment-methods.ts'
import { isCivilDate } from '../../../../invoicing/calendar/calendar.ts'

/** When and how money moved, as it is being typed. */
export interface ReceiptDraft {
  date: string
  method: PaymentMethod
  reference: string
}

interface ReceiptFieldsProps {
  draft: ReceiptDraft
  today: string
  problems: Partial<Record<string, string>>
  onChange: (change: Partial<ReceiptDraft>) => void
}

/** Date, method and reference of a payment or refund (C: U48-U50). */
export function ReceiptFields({ draft, today, problems, onChange }: ReceiptFieldsProps) {
  return (
    <>
      <DateField
        label="Date"
        value={draft.date}
        max={today}
        onChange={(date) => onChange({ date })}
        error={problems.date}
      />
      <NativeSelect
        label="Method"
        data={paymentMethods.map((method) => ({ value: method, label: paymentMethodLabels[method] }))}
        value={draft.method}
        onChange={(event) => {
          const method = paymentMethods.find((known) => known === event.currentTarget.value)
          if (method) onChange({ method })
        }}
      />
      <TextInput
        label="Reference"
        placeholder="Check # or transaction id"
        maxLength={200}
        autoComplete="off"
        value={draft.reference}
        onChange={(event) => onChange({ reference: event.currentTarget.value })}
        error={problems.reference}
      />
    </>
  )
}

export function newReceipt(today: string): ReceiptDraft {
  return { date: today, method: 'check', reference: '' }
}

/** What is wrong with the day, if something is. */
export function dateProblem(date: string, today: string): string | undefined {
  if (!isCivilDate(date)) return 'Choose the day on which it came.'
  return date > today ? 'A payment is dated today or earlier.' : undefined
}

/** The draft as the API takes it. */
export function readReceipt({ date, method, reference }: ReceiptDraft) {
  return { date, method, reference: reference.trim() || null }
}
