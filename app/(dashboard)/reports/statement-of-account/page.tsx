import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { CustomerCombobox } from '../../../../components/features/CustomerCombobox.tsx'
import { useToday } from '../../../../components/features/session.ts'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { PageSkeleton } from '../../../../components/ui/PageSkeleton.tsx'
import { civilDate } from '../../../../contract/dates.ts'
import { query } from '../../../api.ts'
import { PeriodChoice } from '../_components/PeriodChoice.tsx'
import { ReportHeader } from '../_components/ReportHeader.tsx'
import { ReportSheet } from '../_components/ReportSheet.tsx'
import { periodOf } from '../_components/report-period.ts'
import { AccountDocument } from './_components/AccountDocument.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/reports/statement-of-account')({
  validateSearch: z.object({
    customer: z.uuid().optional().catch(undefined),
    from: civilDate.optional().catch(undefined),
    to: civilDate.optional().catch(undefined),
  }),
  component: StatementOfAccount,
})

/** A customer's account over any days, today included: what a statement would say, without issuing one. */
function StatementOfAccount() {
  const { customer: customerId = '', from, to } = Route.useSearch()
  const navigate = Route.useNavigate()
  const period = periodOf('thisYear', useToday())
  const days = { from: from ?? period.from, to: to ?? period.to }
  const isAsked = customerId !== '' && days.from <= days.to
  const customer = useQuery({
    ...query.customers.show.queryOptions({ input: { customerId } }),
    enabled: customerId !== '',
  })
  const account = useQuery({
    ...query.reports.statementOfAccount.queryOptions({ input: { customerId, ...days } }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  const file = new URLSearchParams({ customerId, ...days })
  const show = (change: object) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
  return (
    <>
      <ReportHeader
        title="Statement of account"
        description="Read from the ledger now. A statement that is issued to a customer closes its days; this does not."
        csv={isAsked ? `/api/v1/reports/statement-of-account/csv?${file}` : undefined}
      />
      <div className={classes.customer}>
        <CustomerCombobox
          value={customer.data ?? null}
          onChange={({ id }) => show({ customer: id })}
          offersAll
        />
      </div>
      <PeriodChoice days={days} onShow={show} />
      {account.error && isAsked ? (
        <ErrorState error={account.error} onRetry={() => void account.refetch()} />
      ) : customerId === '' ? (
        <EmptyState title="Whose account?">
          Choose a customer to see what was invoiced, paid and credited in these days, and what was owed after
          each.
        </EmptyState>
      ) : account.data ? (
        <ReportSheet heading="statement of account" isStale={account.isPlaceholderData || !isAsked}>
          <AccountDocument account={account.data} billingAddress={customer.data?.billingAddress ?? null} />
        </ReportSheet>
      ) : (
        isAsked && <PageSkeleton />
      )}
    </>
  )
}
