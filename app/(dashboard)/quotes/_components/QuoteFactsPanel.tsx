import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Quote } from '../../../../contract/quotes.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { query } from '../../../api.ts'
import classes from '../../invoices/_components/InvoiceCustomerPanel.module.css'

/** For whom, how much, until when, and what was answered. */
export function QuoteFactsPanel({ quote }: { quote: Quote }) {
  const { data: customer } = useQuery(
    query.customers.show.queryOptions({ input: { customerId: quote.customerId } }),
  )
  const days = [
    { label: 'Sent', day: quote.sentOn },
    { label: 'Accepted', day: quote.acceptedOn },
    { label: 'Declined', day: quote.declinedOn },
  ].filter(({ day }) => day !== null)
  return (
    <Panel title="Quote">
      <MoneyText amount={quote.total} currency={quote.currency} size="hero" />
      <dl className={classes.facts}>
        <Fact label="For">
          <Anchor
            fw={600}
            renderRoot={(props) => <Link to="/customers/$id" params={{ id: quote.customerId }} {...props} />}
          >
            {quote.customerName}
          </Anchor>
        </Fact>
        {quote.title && <Fact label="Title">{quote.title}</Fact>}
        <Fact label="Valid until">{quote.validUntil ? formatDate(quote.validUntil) : 'Without an end'}</Fact>
        {days.map(({ label, day }) => (
          <Fact key={label} label={label}>
            {day && formatDate(day)}
          </Fact>
        ))}
        {customer && (
          <Fact label="Balance of the customer">
            <MoneyText amount={customer.balance} currency={customer.defaultCurrency} />
          </Fact>
        )}
      </dl>
    </Panel>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  )
}
