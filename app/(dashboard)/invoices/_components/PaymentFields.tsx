import { NativeSelect, Stack, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { DateField } from '../../../../components/ui/DateField.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { type PaymentMethod, paymentMethodLabels, paymentMethods } from '../../../../contract/payments.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'

/** A payment as it is being typed (C: S8). */
export interface PaymentDraft {
  amount: string
  date: string
  method: PaymentMethod
  reference: string
}

interface PaymentFieldsProps {
  invoice: Invoice
  draft: PaymentDraft
  today: string
  problems: Partial<Record<string, string>>
  onChange: (change: Partial<PaymentDraft>) => void
  /** Stands right below the amount. */
  children: ReactNode
}

/** C: U47-U50. */
export function PaymentFields({ invoice, draft, today, problems, onChange, children }: PaymentFieldsProps) {
  return (
    <Stack gap="md" mb="md">
      <MoneyField
        label="Amount"
        currency={invoice.currency}
        value={draft.amount}
        // Leaving the field writes the amount out; that alone takes no message away.
        onChange={(amount) => amount !== draft.amount && onChange({ amount })}
        error={problems.amount}
        description={`Balance ${formatMoney(centsOf(invoice.balanceDue), invoice.currency)}`}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      {children}
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
    </Stack>
  )
}
