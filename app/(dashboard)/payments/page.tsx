import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { z } from 'zod'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { RelativeDate } from '../../../components/features/RelativeDate.tsx'
import { notAllowed, useMay } from '../../../components/features/session.ts'
import { ClosedButton } from '../../../components/ui/ClosedButton.tsx'
import { type Column, DataTable } from '../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../components/ui/EmptyState.tsx'
import { PageHeader } from '../../../components/ui/PageHeader.tsx'
import { rowsOf } from '../../../components/ui/rows-of.ts'
import { paymentMethodLabels } from '../../../contract/payment-methods.ts'
import type { Payment } from '../../../contract/payments.ts'
import { byCursor, query } from '../../api.ts'
import { PaymentState } from './_components/PaymentState.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/payments')({
  validateSearch: z.object({ customerId: z.uuid().optional().catch(undefined) }),
  component: Payments,
})

/** The money that came, newest first, and where each payment went. */
function Payments() {
  const { customerId } = Route.useSearch()
  const payments = useInfiniteQuery(
    query.payments.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ customerId, limit: 50, cursor }),
      ...byCursor,
    }),
  )
  return (
    <>
      <PageHeader title="Payments" actions={<RecordPayment customerId={customerId} />} />
      <DataTable
        label="Payments"
        columns={columns}
        rowKey={(payment) => payment.id}
        rowLink={(payment) => ({ to: '/payments/$id', params: { id: payment.id } })}
        empty={
          <EmptyState title="No payment yet" action={<RecordPayment customerId={customerId} />}>
            A check for one invoice or fifteen, or a deposit on account: record it as it comes.
          </EmptyState>
        }
        {...rowsOf(payments)}
      />
    </>
  )
}

const columns: Column<Payment>[] = [
  {
    key: 'customer',
    header: 'Customer',
    phone: 'who',
    cell: (payment) => payment.customerName,
  },
  {
    key: 'date',
    header: 'Date',
    width: 130,
    phone: 'when',
    cell: ({ date }) => <RelativeDate date={date} />,
  },
  {
    key: 'method',
    header: 'Method',
    width: 200,
    cell: ({ method, reference }) => (
      <>
        {paymentMethodLabels[method]}
        {reference && <span className={classes.fact}> {reference}</span>}
      </>
    ),
  },
  {
    key: 'where',
    header: 'Where it went',
    phone: 'status',
    cell: (payment) => <PaymentState payment={payment} />,
  },
  {
    key: 'amount',
    header: 'Amount',
    width: 140,
    align: 'right',
    phone: 'amount',
    cell: ({ amount, currency, isReversed }) => (
      <span className={isReversed ? classes.reversed : undefined}>
        <MoneyText amount={amount} currency={currency} strong />
      </span>
    ),
  },
]

function RecordPayment({ customerId }: { customerId: string | undefined }) {
  const mayRecord = useMay('accounting.payments.write')
  const icon = <IconPlus size={16} aria-hidden />
  return mayRecord ? (
    <Button
      leftSection={icon}
      renderRoot={(props) => <Link to="/payments/new" search={{ customerId }} {...props} />}
    >
      Record Payment
    </Button>
  ) : (
    <ClosedButton why={notAllowed} onClick={() => undefined} leftSection={icon}>
      Record Payment
    </ClosedButton>
  )
}
