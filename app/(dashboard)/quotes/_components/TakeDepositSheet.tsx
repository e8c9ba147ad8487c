import { Anchor, Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { useToday } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Quote } from '../../../../contract/quotes.ts'
import { usualDepositPercent } from '../../../../invoicing/invoices/deposit.ts'
import { centsOf, formatMoney, moneyText, percentHalfUp } from '../../../../invoicing/money/money.ts'
import { api, query } from '../../../api.ts'
import {
  dateProblem,
  newReceipt,
  ReceiptFields,
  readReceipt,
} from '../../invoices/_components/ReceiptFields.tsx'
import { readAmount } from '../../invoices/_components/typed-numbers.ts'
import { useSingleFlight } from '../../invoices/_components/use-single-flight.ts'

interface TakeDepositSheetProps {
  opened: boolean
  onClose: () => void
  quote: Quote
}

const formId = 'take-deposit'

/** A deposit at the counter; what is usual for the customer is offered, not forced. */
export function TakeDepositSheet({ opened, onClose, quote }: TakeDepositSheetProps) {
  const today = useToday()
  const [draft, setDraft] = useState({ amount: '', ...newReceipt(today) })
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({})
  const take = useWrite(api.quotes.deposit, {
    toast: ({ amount, currency }) =>
      `${formatMoney(centsOf(amount), currency)} taken on ${quote.quoteNumber}`,
    onDone: () => {
      setDraft({ amount: '', ...newReceipt(today) })
      onClose()
    },
    onRefusal: (refusal) => setProblems(refusal.fieldMessages),
  })
  const submit = useSingleFlight(async () => {
    const amount = readAmount(draft.amount, quote.currency, { message: 'Enter the amount that came.' })
    const badAmount = !amount.ok
      ? amount.message
      : /[1-9]/.test(amount.text)
        ? undefined
        : 'Must be more than zero.'
    const badDate = dateProblem(draft.date, today)
    setProblems({ ...(badAmount && { amount: badAmount }), ...(badDate && { date: badDate }) })
    if (!amount.ok || badAmount || badDate) return
    await take.mutateAsync({ quoteId: quote.id, amount: amount.text, ...readReceipt(draft) })
  })
  const close = () => {
    take.reset()
    setProblems({})
    onClose()
  }
  const change = (next: Partial<typeof draft>) => {
    setDraft((now) => ({ ...now, ...next }))
    setProblems({})
  }
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title={`Take a deposit on ${quote.quoteNumber}`}
      footer={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form={formId} loading={take.isPending}>
            Take Deposit
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
        <Stack gap="md" mb="md">
          <MoneyField
            label="Amount"
            currency={quote.currency}
            value={draft.amount}
            onChange={(amount) => amount !== draft.amount && change({ amount })}
            error={problems.amount}
            description={<Usual quote={quote} onUse={(amount) => change({ amount })} />}
            data-autofocus
          />
          <ReceiptFields draft={draft} today={today} problems={problems} onChange={change} />
        </Stack>
        {take.error && take.error.fields.length === 0 && <RefusalAlert error={take.error} />}
      </form>
    </Sheet>
  )
}

/** "Usual: 50%, $150.00". */
function Usual({ quote, onUse }: { quote: Quote; onUse: (amount: string) => void }) {
  const { data: customer } = useQuery(
    query.customers.show.queryOptions({ input: { customerId: quote.customerId } }),
  )
  if (!customer) return null
  const percent = usualDepositPercent(customer)
  const cents = percentHalfUp(centsOf(quote.total), percent, quote.currency)
  if (cents === 0) return 'No deposit is agreed with this customer.'
  return (
    <Anchor
      component="button"
      type="button"
      size="xs"
      onClick={() => onUse(moneyText(cents, quote.currency))}
    >
      Use {formatMoney(cents, quote.currency)}, the usual {percent}%
    </Anchor>
  )
}
