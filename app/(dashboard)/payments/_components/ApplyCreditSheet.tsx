import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import { SkeletonRows } from '../../../../components/ui/SkeletonRows.tsx'
import type { ListedInvoice } from '../../../../contract/invoices.ts'
import { centsOf } from '../../../../invoicing/money/money.ts'
import { type ApiContext, api } from '../../../api.ts'
import { AllocationTable } from './AllocationTable.tsx'
import { type AllocationDraft, oldestFirst, readAllocations } from './allocation-draft.ts'
import { useOpenInvoices } from './use-open-invoices.ts'

export interface ApplyCreditSheetProps {
  opened: boolean
  onClose: () => void
  customerId: string
  currency: string
  /** The unapplied credit that there is. */
  available: string
  /** The credit of one payment or memo; all of the customer's when left out. */
  source?: { paymentId: string } | { creditMemoId: string }
}

/** Puts unapplied credit to open invoices; it opens with the oldest first. */
export function ApplyCreditSheet(props: ApplyCreditSheetProps) {
  const { opened, onClose, customerId } = props
  const invoices = useOpenInvoices(customerId)
  return (
    <Sheet opened={opened} onClose={onClose} title="Apply credit to invoices" size={620}>
      {invoices.error && <ErrorState error={invoices.error} onRetry={() => void invoices.refetch()} />}
      {!invoices.data && !invoices.error && (
        <table aria-label="Loading">
          <tbody>
            <SkeletonRows columns={3} />
          </tbody>
        </table>
      )}
      {invoices.data?.data.length === 0 && (
        <Text size="sm" c="dimmed">
          No invoice is open. The credit waits for the next one.
        </Text>
      )}
      {invoices.data && invoices.data.data.length > 0 && (
        <ApplyForm key={props.available} {...props} invoices={invoices.data.data} />
      )}
    </Sheet>
  )
}

function ApplyForm({
  onClose,
  customerId,
  currency,
  available,
  source,
  invoices,
}: ApplyCreditSheetProps & { invoices: ListedInvoice[] }) {
  const availableCents = centsOf(available)
  const [draft, setDraft] = useState<AllocationDraft>(() => oldestFirst(availableCents, invoices))
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({})
  const operation = (
    allocations: { invoiceId: string; amount: string }[],
    options: { context: ApiContext },
  ): Promise<unknown> => {
    if (!source) return api.credit.apply({ customerId, allocations }, options)
    return 'paymentId' in source
      ? api.payments.allocate({ ...source, allocations }, options)
      : api.creditMemos.allocate({ ...source, allocations }, options)
  }
  const apply = useWrite(operation, {
    toast: (_done, allocations) =>
      allocations.length === 1
        ? 'Credit applied to an invoice'
        : `Credit applied to ${allocations.length} invoices`,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  const submit = () => {
    const read = readAllocations(draft, invoices, availableCents)
    const isNothing = read.allocations.length === 0 && Object.keys(read.problems).length === 0
    setProblems(isNothing ? { all: 'Put an amount to an invoice first.' } : read.problems)
    if (!isNothing && Object.keys(read.problems).length === 0) apply.mutate(read.allocations)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <AllocationTable
        invoices={invoices}
        availableCents={availableCents}
        draft={draft}
        onChange={(next) => {
          setDraft(next)
          setProblems({})
        }}
        problems={problems}
        currency={currency}
      />
      <RefusalAlert error={apply.error} />
      <Button type="submit" mt="md" loading={apply.isPending}>
        Apply Credit
      </Button>
    </form>
  )
}
