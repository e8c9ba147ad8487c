import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import { ItemList, ItemRow } from '../../../../components/ui/ItemList.tsx'
import type { Payment } from '../../../../contract/payments.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { type ApiContext, api } from '../../../api.ts'

type Allocation = Payment['allocations'][number]

interface AllocationsProps {
  source: { paymentId: string } | { creditMemoId: string }
  allocations: readonly Allocation[]
  currency: string
  customerName: string
  /** What is said when there is none. */
  empty: string
}

/** The invoices that a payment or the credit of a memo went to; each part can be taken back. */
export function Allocations({ source, allocations, currency, customerName, empty }: AllocationsProps) {
  const [asked, setAsked] = useState<Allocation | null>(null)
  const mayTakeBack = useMay('accounting.payments.reverse')
  const operation = (allocationId: string, options: { context: ApiContext }): Promise<unknown> =>
    'paymentId' in source
      ? api.payments.releaseAllocation({ ...source, allocationId }, options)
      : api.creditMemos.releaseAllocation({ ...source, allocationId }, options)
  const release = useWrite(operation, {
    toast: () => `${asked?.invoiceNumber} is open again`,
    onDone: () => setAsked(null),
    onRefusal: () => undefined,
  })
  return (
    <>
      <ItemList
        label="Invoices it went to"
        items={allocations}
        itemKey={({ id }) => id}
        empty={
          <Text size="sm" c="dimmed">
            {empty}
          </Text>
        }
      >
        {(allocation) => (
          <ItemRow
            title={
              <Link to="/invoices/$id" params={{ id: allocation.invoiceId }}>
                {allocation.invoiceNumber}
              </Link>
            }
            facts={[`Since ${formatDate(allocation.postingDate)}`]}
            actions={
              <>
                <MoneyText amount={allocation.amount} currency={currency} strong />
                <ClosedButton
                  size="compact-sm"
                  variant="subtle"
                  why={mayTakeBack ? undefined : notAllowed}
                  onClick={() => setAsked(allocation)}
                >
                  Take back
                </ClosedButton>
              </>
            }
          />
        )}
      </ItemList>
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={`Take back from ${asked?.invoiceNumber}`}
        confirmLabel="Take Back"
        isPending={release.isPending}
        error={release.error}
        onConfirm={() => asked && release.mutate(asked.id)}
      >
        <Text size="sm">
          {asked &&
            `${formatMoney(centsOf(asked.amount), currency)} becomes ${customerName}’s unapplied credit, and ${asked.invoiceNumber} is open by that much again.`}
        </Text>
      </ConfirmDialog>
    </>
  )
}
