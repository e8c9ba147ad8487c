import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { WhyFigure } from '../../../../components/features/WhyFigure.tsx'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import { query } from '../../../api.ts'
import classes from './CustomerFinances.module.css'

/** What a customer owes, ever paid, and how long they take to pay (C: the financial summary of the Invoices tab). */
export function CustomerFinances({ customer }: { customer: Customer }) {
  const summary = useQuery(query.customers.summary.queryOptions({ input: { customerId: customer.id } }))
  if (summary.error && !summary.data)
    return <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
  if (!summary.data) return <Skeleton h={62} mb="md" aria-label="Loading the summary" />
  const { currency, totalOutstanding, totalPaid, averageDaysToPay, settledInvoices } = summary.data
  return (
    <section aria-label="Financial summary" className={classes.finances}>
      <dl>
        <Figure label="Total Outstanding">
          <WhyFigure
            label={`Outstanding of ${customer.name}`}
            source={{ customerId: customer.id, figure: 'openInvoices' }}
          >
            <MoneyText amount={totalOutstanding} currency={currency} strong />
          </WhyFigure>
        </Figure>
        <Figure label="Total Paid" fact="lifetime">
          <WhyFigure
            label={`Paid by ${customer.name}`}
            source={{ customerId: customer.id, figure: 'totalPaid' }}
          >
            <MoneyText amount={totalPaid} currency={currency} tone="came" strong />
          </WhyFigure>
        </Figure>
        <Figure label="Avg Days to Pay" fact={averageOf(settledInvoices)}>
          <strong>{averageDaysToPay === null ? '–' : averageDaysToPay.toFixed(1).replace(/\.0$/, '')}</strong>
        </Figure>
      </dl>
    </section>
  )
}

function averageOf(settled: number): string {
  if (settled === 0) return 'nothing settled in 12 months'
  return settled === 1 ? 'of 1 invoice settled in 12 months' : `of ${settled} settled in 12 months`
}

function Figure({ label, fact, children }: { label: string; fact?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {children}
        {fact && <span>{fact}</span>}
      </dd>
    </div>
  )
}
