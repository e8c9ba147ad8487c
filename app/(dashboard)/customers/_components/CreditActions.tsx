import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import { centsOf } from '../../../../invoicing/money/money.ts'
import { ApplyCreditSheet } from '../../payments/_components/ApplyCreditSheet.tsx'
import { RefundDialog } from '../../payments/_components/RefundDialog.tsx'

/** What can be done about a customer's money: take some, put credit to invoices, give credit back. */
export function CreditActions({ customer }: { customer: Customer }) {
  const [opened, setOpened] = useState<'apply' | 'refund' | null>(null)
  const mayRecord = useMay('accounting.payments.write')
  const mayRefund = useMay('accounting.payments.refund')
  const hasCredit = centsOf(customer.unappliedCredit) > 0
  const shared = {
    onClose: () => setOpened(null),
    customerId: customer.id,
    currency: customer.defaultCurrency,
    available: customer.unappliedCredit,
  }
  return (
    <>
      {hasCredit && (
        <>
          <ClosedButton
            size="compact-sm"
            variant="default"
            why={mayRecord ? undefined : notAllowed}
            onClick={() => setOpened('apply')}
          >
            Apply credit
          </ClosedButton>
          <ClosedButton
            size="compact-sm"
            variant="default"
            why={mayRefund ? undefined : notAllowed}
            onClick={() => setOpened('refund')}
          >
            Refund
          </ClosedButton>
        </>
      )}
      {mayRecord && (
        <Button
          size="compact-sm"
          variant="default"
          renderRoot={(props) => <Link to="/payments/new" search={{ customerId: customer.id }} {...props} />}
        >
          Record
        </Button>
      )}
      <ApplyCreditSheet {...shared} opened={opened === 'apply'} />
      <RefundDialog
        key={customer.unappliedCredit}
        {...shared}
        customerName={customer.name}
        opened={opened === 'refund'}
      />
    </>
  )
}
