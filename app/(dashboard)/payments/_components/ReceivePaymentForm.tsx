import { Button, Stack, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { notAllowed, useMay, useToday } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { PageSkeleton } from '../../../../components/ui/PageSkeleton.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import type { ListedInvoice } from '../../../../contract/invoices.ts'
import { formatMoney, parseMoneyInput, sumCents } from '../../../../invoicing/money/money.ts'
import { api } from '../../../api.ts'
import {
  dateProblem,
  newReceipt,
  ReceiptFields,
  readReceipt,
} from '../../invoices/_components/ReceiptFields.tsx'
import { readAmount } from '../../invoices/_components/typed-numbers.ts'
import { useSingleFlight } from '../../invoices/_components/use-single-flight.ts'
import { AllocationTable } from './AllocationTable.tsx'
import { type AllocationDraft, allocatedCents, oldestFirst, readAllocations } from './allocation-draft.ts'
import classes from './ReceivePaymentForm.module.css'
import { useOpenInvoices } from './use-open-invoices.ts'

/** Amount, day and method, and beside them where the money goes. */
export function ReceivePaymentForm({ customer }: { customer: Customer }) {
  const invoices = useOpenInvoices(customer.id)
  if (invoices.error) return <ErrorState error={invoices.error} onRetry={() => void invoices.refetch()} />
  if (!invoices.data) return <PageSkeleton />
  return <Form customer={customer} invoices={invoices.data.data} />
}

interface FormProps {
  customer: Customer
  invoices: ListedInvoice[]
}

type Problems = Partial<Record<string, string>>

function Form({ customer, invoices }: FormProps) {
  const today = useToday()
  const currency = customer.defaultCurrency
  const [amount, setAmount] = useState('')
  const [receipt, setReceipt] = useState(() => newReceipt(today))
  const [draft, setDraft] = useState<AllocationDraft>({})
  // Until somebody chooses, the amount goes to the oldest first as it is typed.
  const [isChosen, setChosen] = useState(false)
  const [problems, setProblems] = useState<Problems>({})
  const mayRecord = useMay('accounting.payments.write')
  const record = useReceive(customer, setProblems)
  const typed = parseMoneyInput(amount, currency)
  const availableCents = typeof typed === 'number' ? typed : 0
  const restCents = availableCents - allocatedCents(draft, currency)
  const changeAmount = (next: string) => {
    setAmount(next)
    setProblems({})
    const cents = parseMoneyInput(next, currency)
    if (!isChosen) setDraft(oldestFirst(typeof cents === 'number' ? cents : 0, invoices))
  }
  const submit = useSingleFlight(async () => {
    const read = readForm({ amount, currency, receipt, draft, invoices, availableCents, today })
    setProblems(read.problems)
    if (read.payment) await record.mutateAsync({ customerId: customer.id, ...read.payment })
  })
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Panel title="Payment">
        <Stack gap="md">
          <MoneyField
            label="Amount"
            currency={currency}
            value={amount}
            onChange={(next) => next !== amount && changeAmount(next)}
            error={problems.amount}
            description={`${formatMoney(sumCents(invoices.map(balanceOf)), currency)} is open`}
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
      </Panel>
      <Panel title="Where it goes">
        {invoices.length === 0 ? (
          <Text size="sm" c="dimmed">
            {customer.name} has no open invoice. The payment stays on account as unapplied credit.
          </Text>
        ) : (
          <AllocationTable
            invoices={invoices}
            availableCents={availableCents}
            draft={draft}
            onChange={(next) => {
              setChosen(Object.keys(next).length > 0)
              setDraft(next)
              setProblems({})
            }}
            problems={problems}
            currency={currency}
          />
        )}
      </Panel>
      <div className={classes.foot}>
        {restCents > 0 && (
          <Text size="sm">
            {formatMoney(restCents, currency)} stays {customer.name}’s unapplied credit.
          </Text>
        )}
        {record.error && record.error.fields.length === 0 && <RefusalAlert error={record.error} />}
        <span className={classes.buttons}>
          <Button variant="default" component={Link} to="/payments">
            Cancel
          </Button>
          <Button
            type="submit"
            loading={record.isPending}
            disabled={!mayRecord}
            title={mayRecord ? undefined : notAllowed}
          >
            Record Payment
          </Button>
        </span>
      </div>
    </form>
  )
}

const balanceOf = ({ balanceDue, currency }: ListedInvoice) => {
  const cents = parseMoneyInput(balanceDue, currency)
  return typeof cents === 'number' ? cents : 0
}

interface Typed {
  amount: string
  currency: string
  receipt: ReturnType<typeof newReceipt>
  draft: AllocationDraft
  invoices: ListedInvoice[]
  availableCents: number
  today: string
}

function readForm({ amount, currency, receipt, draft, invoices, availableCents, today }: Typed) {
  const { allocations, problems } = readAllocations(draft, invoices, availableCents)
  const read = readAmount(amount, currency, { message: 'Enter the amount that came.' })
  if (!read.ok) problems.amount = read.message
  else if (!/[1-9]/.test(read.text)) problems.amount = 'Must be more than zero.'
  const badDate = dateProblem(receipt.date, today)
  if (badDate) problems.date = badDate
  const isGood = read.ok && Object.keys(problems).length === 0
  return {
    problems,
    payment: isGood ? { amount: read.text, ...readReceipt(receipt), allocations } : undefined,
  }
}

function useReceive(customer: Customer, onProblems: (problems: Problems) => void) {
  const navigate = useNavigate()
  return useWrite(api.payments.receive, {
    toast: ({ allocations }) =>
      allocations.length === 0
        ? `Payment of ${customer.name} recorded`
        : `Payment recorded on ${allocations.length === 1 ? allocations[0]?.invoiceNumber : `${allocations.length} invoices`}`,
    onDone: ({ id }) => void navigate({ to: '/payments/$id', params: { id } }),
    onRefusal: (refusal) => {
      const { fieldMessages } = refusal
      // The server names an allocation by its place; whatever it is, the list shows the balances anew.
      const first = Object.entries(fieldMessages).find(([path]) => path.startsWith('allocations'))
      onProblems(first ? { ...fieldMessages, all: first[1] } : fieldMessages)
    },
  })
}
