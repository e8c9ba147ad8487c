import { Button, Progress, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useToday } from '../../../../components/features/session.ts'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import { centsOf, formatMoney, sumCents } from '../../../../invoicing/money/money.ts'
import { api } from '../../../api.ts'
import type { BatchKind } from './BatchBar.tsx'
import { BatchRows } from './BatchRows.tsx'
import { dateProblem, newReceipt, ReceiptFields, readReceipt } from './ReceiptFields.tsx'
import { type BatchOperation, type BatchRow, type BatchState, useInvoiceBatch } from './use-invoice-batch.ts'

interface BatchSheetProps {
  kind: BatchKind
  invoiceIds: string[]
  onClose: () => void
  /** The batch went through: the choice has done its work. */
  onDone: () => void
}

const words: Record<BatchKind, { title: string; one: string; many: (count: number) => string }> = {
  send: { title: 'Send invoices', one: 'Send 1 invoice', many: (count) => `Send ${count} invoices` },
  remind: { title: 'Send reminders', one: 'Send 1 reminder', many: (count) => `Send ${count} reminders` },
  markPaid: {
    title: 'Mark as paid',
    one: 'Record 1 payment',
    many: (count) => `Record ${count} payments`,
  },
}

function labelOf(kind: BatchKind, due: number): string {
  const { title, one, many } = words[kind]
  if (due === 0) return title
  return due === 1 ? one : many(due)
}

/**
 * First what would happen to each chosen invoice, then the batch, then how each row came out. For payments, day, method
 * and reference are asked once.
 */
export function BatchSheet({ kind, invoiceIds, onClose, onDone }: BatchSheetProps) {
  const today = useToday()
  const [receipt, setReceipt] = useState(() => newReceipt(today))
  const { state, look, start, forget } = useInvoiceBatch()
  const badDate = kind === 'markPaid' ? dateProblem(receipt.date, today) : undefined
  const operation: BatchOperation = (invoiceIds, options) => {
    if (kind === 'send') return api.invoices.sendMany({ invoiceIds }, options)
    if (kind === 'remind') return api.reminders.sendMany({ invoiceIds }, options)
    return api.invoices.markManyPaid({ invoiceIds, ...readReceipt(receipt) }, options)
  }
  const due = state.rows.filter(({ outcome }) => outcome === 'due').length
  // biome-ignore lint/correctness/useExhaustiveDependencies: Looked at again when it is about another day, not at each drawing.
  useEffect(() => {
    if (!badDate) void look(invoiceIds, operation)
  }, [receipt.date, badDate])
  const close = () => {
    forget()
    if (state.step === 'done') onDone()
    else onClose()
  }
  return (
    <Sheet
      opened
      onClose={close}
      title={words[kind].title}
      size={620}
      footer={
        state.step === 'done' ? (
          <Button onClick={close}>Done</Button>
        ) : (
          <>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              disabled={state.step !== 'ready' || due === 0 || badDate !== undefined}
              loading={state.step === 'running' || state.step === 'looking'}
              onClick={() => void start(operation)}
            >
              {labelOf(kind, due)}
            </Button>
          </>
        )
      }
    >
      <Stack gap="md">
        {kind === 'markPaid' && state.step !== 'done' && (
          <>
            <Text size="sm">One real payment is recorded on each invoice, over what remains on it.</Text>
            <ReceiptFields
              draft={receipt}
              today={today}
              problems={badDate ? { date: badDate } : {}}
              onChange={(change) => setReceipt((now) => ({ ...now, ...change }))}
            />
          </>
        )}
        <Summary state={state} />
        <RefusalAlert error={state.error} />
        <BatchRows rows={state.rows} isLooking={state.step === 'looking'} />
      </Stack>
    </Sheet>
  )
}

/** What rows come to, in each of their currencies. */
function sumsOf(rows: BatchRow[]): string {
  const currencies = [...new Set(rows.flatMap(({ currency }) => currency ?? []))].sort()
  const sums = currencies.map((currency) => {
    const amounts = rows.flatMap((row) => (row.currency === currency ? (row.amount ?? []) : []))
    return formatMoney(sumCents(amounts.map(centsOf)), currency)
  })
  return sums.join(' and ')
}

function Summary({ state: { step, rows } }: { state: BatchState }) {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  if (step === 'running') {
    const done = rows.length - count('due')
    return <Progress value={(done / rows.length) * 100} aria-label="Progress" />
  }
  if (step === 'ready' && rows.length > 0) {
    const due = rows.filter(({ outcome }) => outcome === 'due')
    return (
      <Text size="sm" fw={due.length > 0 ? 600 : undefined} role="status">
        {due.length > 0 ? `Together ${sumsOf(due)}` : 'There is nothing to do: each row says why.'}
      </Text>
    )
  }
  if (step !== 'done') return null
  const parts = [
    `${count('done')} done`,
    ...(count('unchanged') > 0 ? [`${count('unchanged')} unchanged`] : []),
    ...(count('refused') > 0 ? [`${count('refused')} refused`] : []),
  ]
  return (
    <Text size="sm" fw={600} role="status">
      {parts.join(', ')}
    </Text>
  )
}
