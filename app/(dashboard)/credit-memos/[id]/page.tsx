import { Alert, Anchor, Button, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { CreditMemo } from '../../../../contract/credit-memos.ts'
import { paymentMethodLabels } from '../../../../contract/payment-methods.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { centsOf } from '../../../../invoicing/money/money.ts'
import { query } from '../../../api.ts'
import { Allocations } from '../../payments/_components/Allocations.tsx'
import { ApplyCreditSheet } from '../../payments/_components/ApplyCreditSheet.tsx'
import { VoidCreditMemoDialog, whyNotVoid } from '../_components/VoidCreditMemoDialog.tsx'
import { CreditMemoDocument } from './_components/CreditMemoDocument.tsx'
import { CreditMemoNotes } from './_components/CreditMemoNotes.tsx'
import classes from './page.module.css'

const memoOptions = (creditMemoId: string) => query.creditMemos.show.queryOptions({ input: { creditMemoId } })

export const Route = createFileRoute('/_dashboard/credit-memos/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(memoOptions(params.id)),
  component: CreditMemoPage,
})

/** One credit memo: the paper that the customer gets, and where its credit is. */
function CreditMemoPage() {
  const { id } = Route.useParams()
  const { data: memo } = useSuspenseQuery(memoOptions(id))
  const [opened, setOpened] = useState<'apply' | 'void' | null>(null)
  const close = () => setOpened(null)
  return (
    <>
      <PageHeader
        title={memo.creditMemoNumber}
        breadcrumbs={[
          { label: 'Invoices', to: '/invoices' },
          { label: memo.invoiceNumber, to: '/invoices/$id', params: { id: memo.invoiceId } },
        ]}
        actions={<Actions memo={memo} onOpen={setOpened} />}
      />
      {memo.isVoid && (
        <Alert color="gray" variant="light" title="This credit memo is void" mb="md" p="sm">
          {memo.voidReason}
          {memo.voidedAt && (
            <>
              {' · '}
              <InstantText instant={memo.voidedAt} />
            </>
          )}
        </Alert>
      )}
      <div className={classes.memo}>
        <CreditMemoDocument memo={memo} />
        <div className={classes.aside}>
          <CreditLeft memo={memo} />
          {memo.notes && (
            <Panel title="Internal notes">
              <Text size="sm" className={classes.notes}>
                {memo.notes}
              </Text>
            </Panel>
          )}
          <CreditMemoNotes creditMemoId={memo.id} />
        </div>
      </div>
      <ApplyCreditSheet
        opened={opened === 'apply'}
        onClose={close}
        customerId={memo.customerId}
        currency={memo.currency}
        available={memo.unappliedAmount}
        source={{ creditMemoId: memo.id }}
      />
      <VoidCreditMemoDialog opened={opened === 'void'} onClose={close} memo={memo} />
    </>
  )
}

interface ActionsProps {
  memo: CreditMemo
  onOpen: (what: 'apply' | 'void') => void
}

function Actions({ memo, onOpen }: ActionsProps) {
  const mayApply = useMay('accounting.payments.write')
  const mayVoid = useMay('accounting.invoices.credit')
  const gone = memo.isVoid ? 'The memo is void.' : undefined
  const spent = centsOf(memo.unappliedAmount) === 0 ? 'None of its credit is unapplied.' : undefined
  const isOpen = gone === undefined && spent === undefined
  return (
    <>
      <ClosedButton
        variant={isOpen ? 'filled' : 'default'}
        why={gone ?? spent ?? (mayApply ? undefined : notAllowed)}
        onClick={() => onOpen('apply')}
      >
        Apply to Invoices
      </ClosedButton>
      <Button
        variant={isOpen ? 'default' : 'filled'}
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        Print
      </Button>
      <ClosedButton
        variant="light"
        color="red"
        why={whyNotVoid(memo) ?? (mayVoid ? undefined : notAllowed)}
        onClick={() => onOpen('void')}
      >
        Void
      </ClosedButton>
    </>
  )
}

/** Where the credit is: on its own invoice, on others, given back, or still there. */
function CreditLeft({ memo }: { memo: CreditMemo }) {
  const { currency, customerId, customerName } = memo
  return (
    <Panel title="Where the credit is">
      <dl className={classes.facts}>
        <dt>Total credit</dt>
        <dd>
          <MoneyText amount={memo.totalCredit} currency={currency} size="hero" />
        </dd>
        <dt>
          Off{' '}
          <Anchor
            size="xs"
            renderRoot={(props) => <Link to="/invoices/$id" params={{ id: memo.invoiceId }} {...props} />}
          >
            {memo.invoiceNumber}
          </Anchor>
        </dt>
        <dd>
          <MoneyText amount={memo.appliedToInvoice} currency={currency} zeroAsDash />
        </dd>
        {memo.refunds.map((refund) => (
          <Refund key={refund.id} refund={refund} currency={currency} />
        ))}
        <dt>Unapplied</dt>
        <dd>
          <MoneyText amount={memo.unappliedAmount} currency={currency} zeroAsDash strong />
        </dd>
        <dt>Customer</dt>
        <dd>
          <Anchor renderRoot={(props) => <Link to="/customers/$id" params={{ id: customerId }} {...props} />}>
            {customerName}
          </Anchor>
        </dd>
        <dt>Issued</dt>
        <dd>
          <InstantText instant={memo.createdAt} />
          {memo.createdBy && `, ${memo.createdBy}`}
        </dd>
      </dl>
      {memo.allocations.length > 0 && (
        <div className={classes.allocations}>
          <Allocations
            source={{ creditMemoId: memo.id }}
            allocations={memo.allocations}
            currency={currency}
            customerName={customerName}
            empty=""
          />
        </div>
      )}
    </Panel>
  )
}

function Refund({ refund, currency }: { refund: CreditMemo['refunds'][number]; currency: string }) {
  return (
    <>
      <dt>
        Refunded {formatDate(refund.date)}, {paymentMethodLabels[refund.method].toLowerCase()}
      </dt>
      <dd>
        <MoneyText amount={refund.amount} currency={currency} />
      </dd>
    </>
  )
}
