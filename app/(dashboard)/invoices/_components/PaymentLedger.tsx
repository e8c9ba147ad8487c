import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { type Payment, paymentMethodLabels } from '../../../../contract/payments.ts'
import { invoiceCan } from '../../../../invoicing/invoices/invoice.ts'
import { query } from '../../../api.ts'
import { whyNot } from './InvoiceActions.tsx'
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
      {payments.error ? (
        <ErrorState error={payments.error} onRetry={() => void payments.refetch()} />
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
          <MoneyText
            amount={invoice.balanceDue}
            currency={invoice.currency}
            size="hero"
            tone={invoice.isOverdue ? 'owed' : undefined}
          />
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
              <RelativeDate date={payment.date} />
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
