import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { type ReceiptDraft, ReceiptFields } from './ReceiptFields.tsx'

/** A payment as it is being typed (C: S8). */
export interface PaymentDraft extends ReceiptDraft {
  amount: string
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
      <ReceiptFields draft={draft} today={today} problems={problems} onChange={onChange} />
    </Stack>
  )
}
