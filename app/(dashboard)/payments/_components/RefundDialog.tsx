import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { useToday } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { type ApiContext, api } from '../../../api.ts'
import {
  dateProblem,
  newReceipt,
  ReceiptFields,
  readReceipt,
} from '../../invoices/_components/ReceiptFields.tsx'
import { readAmount } from '../../invoices/_components/typed-numbers.ts'

interface RefundDialogProps {
  opened: boolean
  onClose: () => void
  customerId: string
  customerName: string
  currency: string
  available: string
  /** One payment's credit; all of the customer's when left out. */
  source?: { paymentId: string }
}

/** Gives unapplied credit back in money: a check, cash, or back to the card. */
export function RefundDialog(props: RefundDialogProps) {
  const { opened, onClose, customerId, customerName, currency, available, source } = props
  const today = useToday()
  const [amount, setAmount] = useState(available)
  const [receipt, setReceipt] = useState(() => newReceipt(today))
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({})
  const operation = (
    refund: { amount: string } & ReturnType<typeof readReceipt>,
    options: { context: ApiContext },
  ) =>
    source
      ? api.payments.refund({ ...source, ...refund }, options)
      : api.credit.refund({ customerId, ...refund }, options)
  const refund = useWrite(operation, {
    toast: (done) => `${formatMoney(centsOf(done.amount), currency)} refunded to ${customerName}`,
    onDone: onClose,
    onRefusal: ({ fieldMessages }) => setProblems(fieldMessages),
  })
  const submit = () => {
    const read = readAmount(amount, currency, { message: 'Enter the amount that is given back.' })
    const found: Partial<Record<string, string>> = {}
    if (!read.ok) found.amount = read.message
    const badDate = dateProblem(receipt.date, today)
    if (badDate) found.date = badDate
    setProblems(found)
    if (read.ok && !badDate) refund.mutate({ amount: read.text, ...readReceipt(receipt) })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Refund ${customerName}`}
      confirmLabel="Record Refund"
      isPending={refund.isPending}
      error={Object.keys(problems).length === 0 ? refund.error : undefined}
      onConfirm={submit}
    >
      <Text size="sm">
        Of the unapplied credit, {formatMoney(centsOf(available), currency)} can be given back. Platen records
        it; the money itself leaves your bank or your till.
      </Text>
      <Stack gap="sm">
        <MoneyField
          label="Amount"
          currency={currency}
          value={amount}
          onChange={(next) => {
            setAmount(next)
            setProblems({})
          }}
          error={problems.amount}
          data-autofocus
        />
        <ReceiptFields
          draft={receipt}
          today={today}
          problems={problems}
          onChange={(change) => {
            setReceipt((now) => ({ ...now, ...change }))
            setProblems({})
          }}
        />
      </Stack>
    </ConfirmDialog>
  )
}
