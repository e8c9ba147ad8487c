import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { useMay } from '../../../../components/features/session.ts'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import { paymentMethodLabels } from '../../../../contract/payment-methods.ts'
import type { Payment } from '../../../../contract/payments.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { query } from '../../../api.ts'
import { CreditActions } from './CreditActions.tsx'
import classes from './CustomerOverview.module.css'

/** The latest money from a customer, and where it went. */
export function RecentPayments({ customer }: { customer: Customer }) {
  const mayRead = useMay('accounting.payments.read')
  const payments = useQuery({
    ...query.payments.list.queryOptions({ input: { customerId: customer.id, limit: 8 } }),
    enabled: mayRead,
  })
  return (
    <Panel title="Recent Payments" aside={<CreditActions customer={customer} />}>
      <RefusalAlert error={payments.error} />
      {payments.data?.data.length === 0 && (
        <Text size="sm" c="dimmed">
          No payment yet.
        </Text>
      )}
      <ul className={classes.payments}>
        {payments.data?.data.map((payment) => (
          <li key={payment.id}>
            <span>
              <Link className={classes.payment} to="/payments/$id" params={{ id: payment.id }}>
                <RelativeDate date={payment.date} />
              </Link>
              <PaymentFacts payment={payment} />
            </span>
            <MoneyText amount={payment.amount} currency={payment.currency} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function PaymentFacts({ payment }: { payment: Payment }) {
  const { method, reference, allocations, unappliedAmount, currency, isReversed } = payment
  const unappliedCents = centsOf(unappliedAmount)
  return (
    <span className={classes.fact}>
      {paymentMethodLabels[method]}
      {reference && ` ${reference}`}
      {allocations.map(({ id, invoiceId, invoiceNumber }) => (
        <span key={id}>
          {' · '}
          <Link to="/invoices/$id" params={{ id: invoiceId }}>
            {invoiceNumber}
          </Link>
        </span>
      ))}
      {isReversed && ' · reversed'}
      {unappliedCents > 0 && ` · ${formatMoney(unappliedCents, currency)} kept as credit`}
    </span>
  )
}
