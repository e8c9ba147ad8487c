import { Anchor, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { useToday } from '../../../../components/features/session.ts'
import type { WhySource } from '../../../../components/features/WhyEntries.tsx'
import { WhyFigure } from '../../../../components/features/WhyFigure.tsx'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import type { CustomerFigure } from '../../../../contract/ledger-entries.ts'
import { counted } from '../../../../contract/words.ts'
import { formatDate, isCivilDate } from '../../../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { query } from '../../../api.ts'
import classes from './CustomerStanding.module.css'

/** What the customer owes: now, and at the end of any day that was. */
export function CustomerStanding({ customer }: { customer: Customer }) {
  const today = useToday()
  const [day, setDay] = useState(today)
  const isPast = isCivilDate(day) && day < today
  return (
    <section className={classes.standing} aria-label="Balance">
      {isPast ? <PastStanding customer={customer} day={day} /> : <Standing customer={customer} />}
      <div className={classes.day}>
        <DateField
          label="As of"
          size="xs"
          value={day}
          max={today}
          onChange={(date) => setDay(date || today)}
        />
        {isPast && (
          <Anchor component="button" type="button" size="xs" onClick={() => setDay(today)}>
            Back to today
          </Anchor>
        )}
      </div>
    </section>
  )
}

function Standing({ customer }: { customer: Customer }) {
  const { defaultCurrency: currency, openInvoiceCount: open } = customer
  const why = (figure: CustomerFigure) => ({ customerId: customer.id, figure })
  return (
    <dl className={classes.figures}>
      <Figure label="Balance" amount={customer.balance} currency={currency} why={why('balance')} isHero />
      <Figure label="Overdue" amount={customer.overdue} currency={currency} tone="owed" />
      <Figure
        label="Total Outstanding"
        amount={customer.openInvoices}
        currency={currency}
        why={why('openInvoices')}
        fact={counted(open, 'open invoice')}
      />
      <Figure
        label="Unapplied credit"
        amount={customer.unappliedCredit}
        currency={currency}
        why={why('unappliedCredit')}
        tone="came"
      />
      <Credit limit={customer.creditLimit} available={customer.availableCredit} currency={currency} />
    </dl>
  )
}

interface CreditProps {
  limit: string | null
  available: string | null
  currency: string
}

/** What a customer may still owe; rose when they are over their limit. */
function Credit({ limit, available, currency }: CreditProps) {
  if (limit === null || available === null) {
    return (
      <div>
        <dt>Available credit</dt>
        <dd>
          <span className={classes.fact}>No limit</span>
        </dd>
      </div>
    )
  }
  return (
    <Figure
      label="Available credit"
      amount={available}
      currency={currency}
      tone={centsOf(available) < 0 ? 'owed' : undefined}
      fact={`Limit ${formatMoney(centsOf(limit), currency)}`}
    />
  )
}

function PastStanding({ customer, day }: { customer: Customer; day: string }) {
  const past = useQuery(
    query.customers.balance.queryOptions({ input: { customerId: customer.id, asOf: day } }),
  )
  if (past.error) return <RefusalAlert error={past.error} />
  if (!past.data) return <Skeleton h={52} aria-label="Loading the balance" />
  const { balance, openInvoices, unappliedCredit, creditLimit, availableCredit, currency } = past.data
  const why = (figure: CustomerFigure) => ({ customerId: customer.id, figure, asOf: day })
  return (
    <dl className={classes.figures}>
      <Figure
        label={`Balance on ${formatDate(day)}`}
        amount={balance}
        currency={currency}
        why={why('balance')}
        isHero
      />
      <Figure
        label="Total Outstanding"
        amount={openInvoices}
        currency={currency}
        why={why('openInvoices')}
        fact="At the end of that day"
      />
      <Figure
        label="Unapplied credit"
        amount={unappliedCredit}
        currency={currency}
        why={why('unappliedCredit')}
        tone="came"
      />
      <Credit limit={creditLimit} available={availableCredit} currency={currency} />
    </dl>
  )
}

interface FigureProps {
  label: string
  amount: string
  currency: string
  tone?: 'owed' | 'came'
  isHero?: boolean
  fact?: string
  /** Where the figure comes from; the others follow from figures that say so. */
  why?: WhySource
}

function Figure({ label, amount, currency, tone, isHero = false, fact, why }: FigureProps) {
  const money = (
    <MoneyText amount={amount} currency={currency} tone={tone} size={isHero ? 'hero' : undefined} strong />
  )
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {why ? (
          <WhyFigure label={label} source={why}>
            {money}
          </WhyFigure>
        ) : (
          money
        )}
        {fact && <span className={classes.fact}>{fact}</span>}
      </dd>
    </div>
  )
}
