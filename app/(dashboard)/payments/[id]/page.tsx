import { Alert } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { InstantText, RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { paymentMethodLabels } from '../../../../contract/payment-methods.ts'
import type { Payment } from '../../../../contract/payments.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { centsOf } from '../../../../invoicing/money/money.ts'
import { query } from '../../../api.ts'
import { Allocations } from '../_components/Allocations.tsx'
import { ApplyCreditSheet } from '../_components/ApplyCreditSheet.tsx'
import { RefundDialog } from '../_components/RefundDialog.tsx'
import { ReversePaymentDialog } from './_components/ReversePaymentDialog.tsx'
import classes from './page.module.css'

const paymentOptions = (paymentId: string) => query.payments.show.queryOptions({ input: { paymentId } })

export const Route = createFileRoute('/_dashboard/payments/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(paymentOptions(params.id)),
  component: PaymentPage,
})

/** One payment: how much, from whom, and where every cent of it is. */
function PaymentPage() {
  const { id } = Route.useParams()
  const { data: payment } = useSuspenseQuery(paymentOptions(id))
  const [opened, setOpened] = useState<'apply' | 'refund' | 'reverse' | null>(null)
  const close = () => setOpened(null)
  const source = { paymentId: payment.id }
  return (
    <>
      <PageHeader
        title={`Payment of ${payment.customerName}`}
        breadcrumbs={[{ label: 'Payments', to: '/payments' }]}
        actions={<Actions payment={payment} onOpen={setOpened} />}
      />
      {payment.reversal && (
        <Alert
          color="gray"
          variant="light"
          mb="md"
          title={`Reversed on ${formatDate(payment.reversal.date)}`}
        >
          {payment.reversal.reason}
          {payment.reversal.reversedBy && ` (${payment.reversal.reversedBy})`}
        </Alert>
      )}
      <div className={classes.payment}>
        <Panel title="Where it went">
          <Allocations
            source={source}
            allocations={payment.allocations}
            currency={payment.currency}
            customerName={payment.customerName}
            empty={
              payment.isReversed ? 'It was taken back from every invoice.' : 'Not put to any invoice yet.'
            }
          />
        </Panel>
        <Panel title="Payment">
          <Facts payment={payment} />
        </Panel>
      </div>
      <ApplyCreditSheet
        opened={opened === 'apply'}
        onClose={close}
        customerId={payment.customerId}
        currency={payment.currency}
        available={payment.unappliedAmount}
        source={source}
      />
      <RefundDialog
        opened={opened === 'refund'}
        onClose={close}
        customerId={payment.customerId}
        customerName={payment.customerName}
        currency={payment.currency}
        available={payment.unappliedAmount}
        source={source}
      />
      <ReversePaymentDialog opened={opened === 'reverse'} onClose={close} payment={payment} />
    </>
  )
}

interface ActionsProps {
  payment: Payment
  onOpen: (what: 'apply' | 'refund' | 'reverse') => void
}

function Actions({ payment, onOpen }: ActionsProps) {
  const mayApply = useMay('accounting.payments.write')
  const mayRefund = useMay('accounting.payments.refund')
  const mayReverse = useMay('accounting.payments.reverse')
  const reversed = payment.isReversed ? 'The payment was reversed.' : undefined
  const spent = centsOf(payment.unappliedAmount) === 0 ? 'Nothing of it is unapplied.' : undefined
  const refunded =
    centsOf(payment.refundedAmount) > 0
      ? 'A payment that was refunded in part cannot be reversed.'
      : undefined
  return (
    <>
      <ClosedButton
        why={reversed ?? spent ?? (mayApply ? undefined : notAllowed)}
        variant={reversed || spent ? 'default' : 'filled'}
        onClick={() => onOpen('apply')}
      >
        Apply to Invoices
      </ClosedButton>
      <ClosedButton
        why={reversed ?? spent ?? (mayRefund ? undefined : notAllowed)}
        variant="default"
        onClick={() => onOpen('refund')}
      >
        Refund
      </ClosedButton>
      <ClosedButton
        why={reversed ?? refunded ?? (mayReverse ? undefined : notAllowed)}
        variant="light"
        color="red"
        onClick={() => onOpen('reverse')}
      >
        Reverse
      </ClosedButton>
    </>
  )
}

function Facts({ payment }: { payment: Payment }) {
  const { currency } = payment
  const isBackdated = payment.postingDate !== payment.date
  return (
    <dl className={classes.facts}>
      <dt>Amount</dt>
      <dd>
        <MoneyText amount={payment.amount} currency={currency} size="hero" tone="came" />
      </dd>
      <dt>Unapplied</dt>
      <dd>
        <MoneyText amount={payment.unappliedAmount} currency={currency} zeroAsDash strong />
      </dd>
      <dt>Refunded</dt>
      <dd>
        <MoneyText amount={payment.refundedAmount} currency={currency} zeroAsDash />
      </dd>
      <dt>From</dt>
      <dd>
        <Link to="/customers/$id" params={{ id: payment.customerId }}>
          {payment.customerName}
        </Link>
      </dd>
      <dt>Date</dt>
      <dd>
        <RelativeDate date={payment.date} />
      </dd>
      {isBackdated && (
        <>
          <dt>Posted</dt>
          <dd>{formatDate(payment.postingDate)}, the first open day</dd>
        </>
      )}
      <dt>Method</dt>
      <dd>
        {paymentMethodLabels[payment.method]} {payment.reference}
      </dd>
      <dt>Recorded</dt>
      <dd>
        <InstantText instant={payment.recordedAt} />
        {payment.recordedBy && `, ${payment.recordedBy}`}
      </dd>
    </dl>
  )
}
