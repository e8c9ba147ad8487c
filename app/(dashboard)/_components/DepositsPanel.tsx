import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { DueDate } from '../../../components/features/RelativeDate.tsx'
import { Panel } from '../../../components/ui/Panel.tsx'
import { formatDate } from '../../../invoicing/calendar/calendar.ts'
import { byCursor, query } from '../../api.ts'
import classes from './InvoiceLines.module.css'
import { InvoiceLines } from './InvoiceLines.tsx'

/** Deposits that were asked for and have not come: the press waits for them. */
export function DepositsPanel() {
  const deposits = useInfiniteQuery(
    query.dashboard.deposits.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 5, cursor }),
      ...byCursor,
    }),
  )
  const first = deposits.data?.pages[0]
  return (
    <Panel
      title="Deposits outstanding"
      flush
      aside={
        first !== undefined &&
        first.count > 0 && (
          <>
            {first.count} · <MoneyText amount={first.total} currency={first.currency} />
          </>
        )
      }
    >
      <InvoiceLines
        invoices={deposits.data?.pages.flatMap(({ data }) => data)}
        error={deposits.error}
        onRetry={() => void deposits.refetch()}
        amountOf={(deposit) => deposit.depositOpen}
        fact={(deposit) =>
          deposit.isOverdue ? (
            <span className={classes.late} title={formatDate(deposit.depositDueDate)}>
              <DueDate date={deposit.depositDueDate} />
            </span>
          ) : (
            <DueDate date={deposit.depositDueDate} />
          )
        }
        empty="No deposit is waited for."
      />
      {deposits.hasNextPage && (
        <div className={classes.foot}>
          <Button
            variant="subtle"
            size="compact-sm"
            loading={deposits.isFetchingNextPage}
            onClick={() => void deposits.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
    </Panel>
  )
}
