import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { useMay } from '../../../../components/features/session.ts'
import { whyNot } from '../../../../components/features/why-not.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Quote } from '../../../../contract/quotes.ts'
import { factsOf, quoteCan } from '../../../../invoicing/quotes/quote.ts'
import classes from './DepositsPanel.module.css'
import { TakeDepositSheet } from './TakeDepositSheet.tsx'

/** Money taken on the quote: the customer's credit until the invoice is sent, which then takes it. */
export function DepositsPanel({ quote }: { quote: Quote }) {
  const mayRecord = useMay('accounting.payments.write')
  const [isOpen, setOpen] = useState(false)
  if (quote.status === 'draft' && quote.deposits.length === 0) return null
  return (
    <Panel title="Deposits">
      {quote.deposits.length === 0 ? (
        <Text size="sm" c="dimmed">
          No money was taken on it.
        </Text>
      ) : (
        <ul className={classes.deposits} aria-label="Deposits">
          {quote.deposits.map(({ id, amount, unappliedAmount, date, isReversed }) => (
            <li key={id} data-reversed={isReversed || undefined}>
              <Link to="/payments/$id" params={{ id }}>
                <RelativeDate date={date} />
              </Link>
              <span className={classes.state}>{stateText(isReversed, unappliedAmount)}</span>
              <MoneyText amount={amount} currency={quote.currency} tone="came" strong />
            </li>
          ))}
        </ul>
      )}
      <ClosedButton
        variant="default"
        fullWidth
        mt="sm"
        why={whyNot(quoteCan(factsOf(quote)).deposit, mayRecord)}
        onClick={() => setOpen(true)}
      >
        Take Deposit
      </ClosedButton>
      <TakeDepositSheet opened={isOpen} onClose={() => setOpen(false)} quote={quote} />
    </Panel>
  )
}

function stateText(isReversed: boolean, unappliedAmount: string): string {
  if (isReversed) return 'bounced'
  return /[1-9]/.test(unappliedAmount) ? 'held as credit' : 'on the invoice'
}
