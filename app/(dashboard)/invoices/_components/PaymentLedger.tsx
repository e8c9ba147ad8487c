import { Skeleton, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { DueDate, RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { useMay } from '../../../../components/features/session.ts'
import { WhyFigure } from '../../../../components/features/WhyFigure.tsx'
import { whyNot } from '../../../../components/features/why-not.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { paymentMethodLabels } from '../../../../contract/payment-methods.ts'
import type { Payment } from '../../../../contract/payments.ts'
import { depositReceived } from '../../../../invoicing/invoices/deposit.ts'
import { invoiceCan } from '../../../../invoicing/invoices/invoice.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { query } from '../../../api.ts'
import classes from './PaymentLedger.module.css'

interface PaymentLedgerProps {
  invoice: Invoice
  onRecordPayment: () => void
}

/** What is owed, large, and the money that came (C: U39-U42). */
export function PaymentLedger({ invoice, onRecordPayment }: PaymentLedgerProps) {
  const mayRecord = useMay('accounting.payments.write')
  const mayRead = useMay('accounting.payments.read')
  const payments = useQuery({
    ...query.invoices.payments.queryOptions({ input: { invoiceId: invoice.id } }),
    enabled: mayRead && invoice.status !== 'draft',
  })
  return (
    <Panel title="Payments">
      <Balance invoice={invoice} />
      <Deposit invoice={invoice} />
      {payments.error ? (
        <ErrorState error={payments.error} onRetry={() => void payments.refetch()} />
      ) : payments.isLoading ? (
        <Skeleton h={38} role="status" aria-label="Loading" />
      ) : (
        <Received invoice={invoice} payments={payments.data?.data ?? []} />
      )}
      <ClosedButton
        variant="default"
        fullWidth
        mt="sm"
        why={whyNot(invoiceCan(invoice).receivePayment, mayRecord)}
        onClick={onRecordPayment}
      >
        Record Payment
      </ClosedButton>
    </Panel>
  )
}

function Balance({ invoice }: { invoice: Invoice }) {
  const isSettled = invoice.status === 'paid'
  return (
    <dl className={classes.balance}>
      <div>
        <dt>Balance Due</dt>
        <dd>
          {invoice.status === 'draft' ? (
            <BalanceDue invoice={invoice} />
          ) : (
            <WhyFigure label={`Balance of ${invoice.invoiceNumber}`} source={{ invoiceId: invoice.id }}>
              <BalanceDue invoice={invoice} />
            </WhyFigure>
          )}
          {isSettled && <span className={classes.settled}>Settled</span>}
        </dd>
      </div>
      <div>
        <dt>Total Paid</dt>
        <dd>
          <MoneyText amount={invoice.amountPaid} currency={invoice.currency} tone="came" strong />
        </dd>
      </div>
    </dl>
  )
}

function BalanceDue({ invoice: { balanceDue, currency, isOverdue } }: { invoice: Invoice }) {
  return (
    <MoneyText amount={balanceDue} currency={currency} size="hero" tone={isOverdue ? 'owed' : undefined} />
  )
}

/** The deposit that was asked for, and what has come of it: the first money is the deposit. */
function Deposit({ invoice }: { invoice: Invoice }) {
  const { depositAmount, depositDueDate, amountPaid, currency, status } = invoice
  if (depositAmount === null || status === 'void') return null
  const asked = centsOf(depositAmount)
  const received = depositReceived(asked, centsOf(amountPaid))
  return (
    <p className={classes.deposit}>
      Deposit requested <MoneyText amount={depositAmount} currency={currency} strong />
      {received >= asked ? (
        <span className={classes.settled}>Received</span>
      ) : (
        <span className={classes.open}>
          {depositDueDate ? <DueDate date={depositDueDate} /> : 'Due when sent'}
          {received > 0 && `, ${formatMoney(received, currency)} received`}
        </span>
      )}
    </p>
  )
}

function Received({ invoice, payments }: { invoice: Invoice; payments: Payment[] }) {
  if (payments.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {emptyText(invoice)}
      </Text>
    )
  }
  return (
    <Table verticalSpacing={6} horizontalSpacing={0} aria-label="Payments" className={classes.ledger}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Date</Table.Th>
          <Table.Th>Method</Table.Th>
          <Table.Th>Amount</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {payments.map((payment) => (
          <Table.Tr key={payment.id}>
            <Table.Td>
              <Link to="/payments/$id" params={{ id: payment.id }}>
                <RelativeDate date={payment.date} />
              </Link>
            </Table.Td>
            <Table.Td>
              {paymentMethodLabels[payment.method]}
              {payment.reference && <span className={classes.reference}>{payment.reference}</span>}
            </Table.Td>
            <Table.Td>
              <AppliedAmount payment={payment} invoice={invoice} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function emptyText({ status }: Invoice): string {
  if (status === 'draft') return 'A draft takes no payment. Send it first.'
  if (status === 'void') return 'Nothing is applied to it.'
  return 'No payment yet.'
}

/** What of a payment went to this invoice; the rest of it is named where there is one. */
function AppliedAmount({ payment, invoice }: { payment: Payment; invoice: Invoice }) {
  const here = payment.allocations.filter(({ invoiceId }) => invoiceId === invoice.id)
  const [applied] = here
  const isWhole = here.length === 1 && applied?.amount === payment.amount
  return (
    <>
      {here.map((allocation) => (
        <div key={allocation.id}>
          <MoneyText amount={allocation.amount} currency={payment.currency} />
        </div>
      ))}
      {!isWhole && (
        <span className={classes.reference}>
          of <MoneyText amount={payment.amount} currency={payment.currency} />
        </span>
      )}
    </>
  )
}
