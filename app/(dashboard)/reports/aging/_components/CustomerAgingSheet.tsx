import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { bucketName } from '../../../../../components/features/bucket-name.ts'
import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { WhyEntries } from '../../../../../components/features/WhyEntries.tsx'
import { WhyButton } from '../../../../../components/features/WhyFigure.tsx'
import { ErrorState } from '../../../../../components/ui/ErrorState.tsx'
import { Sheet } from '../../../../../components/ui/Sheet.tsx'
import { type AgingBucket, agingBuckets, type CustomerAging } from '../../../../../contract/reports.ts'
import { counted } from '../../../../../contract/words.ts'
import { formatDate } from '../../../../../invoicing/calendar/calendar.ts'
import { centsOf, decimalText } from '../../../../../invoicing/money/money.ts'
import { query } from '../../../../api.ts'
import classes from './CustomerAgingSheet.module.css'

interface CustomerAgingSheetProps {
  /** Undefined while it is closed. */
  customerId: string | undefined
  asOf: string
  onClose: () => void
}

/** What a customer's line of the report is made of: the invoices of each bucket, which add up to it. */
export function CustomerAgingSheet({ customerId, asOf, onClose }: CustomerAgingSheetProps) {
  // While the sheet slides out it still shows whom it was about.
  const [shownId, setShownId] = useState(customerId)
  const [why, setWhy] = useState<AgingFigure | null>(null)
  if (customerId !== undefined && customerId !== shownId) setShownId(customerId)
  const close = () => {
    setWhy(null)
    onClose()
  }
  const aging = useQuery({
    ...query.reports.agingOfCustomer.queryOptions({ input: { customerId: shownId ?? '', asOf } }),
    enabled: shownId !== undefined,
  })
  return (
    <Sheet
      opened={customerId !== undefined}
      onClose={close}
      title={aging.data?.customerName ?? 'Open invoices'}
    >
      {aging.data && why ? (
        <>
          <Button variant="subtle" size="compact-sm" mb="sm" data-autofocus onClick={() => setWhy(null)}>
            Back to the open invoices
          </Button>
          <WhyEntries source={{ customerId: aging.data.customerId, figure: why, asOf }} />
        </>
      ) : aging.data ? (
        <Accounts aging={aging.data} onWhy={setWhy} />
      ) : aging.error ? (
        <ErrorState error={aging.error} onRetry={() => void aging.refetch()} />
      ) : (
        <div role="status" aria-label="Loading">
          <Skeleton h={20} mb="sm" />
          <Skeleton h={64} />
        </div>
      )}
    </Sheet>
  )
}

type AgingFigure = 'balance' | 'unappliedCredit'

interface AccountsProps {
  aging: CustomerAging
  onWhy: (figure: AgingFigure) => void
}

function Accounts({ aging, onWhy }: AccountsProps) {
  const { asOf, currency, totals } = aging
  return (
    <>
      <p className={classes.day}>
        Open at the end of {formatDate(asOf)} ·{' '}
        <Link to="/customers/$id" params={{ id: aging.customerId }}>
          {aging.customerNumber}
        </Link>
      </p>
      {agingBuckets.map((bucket) => (
        <Bucket key={bucket} bucket={bucket} aging={aging} />
      ))}
      <dl className={classes.sums}>
        {centsOf(totals.unappliedCredit) !== 0 && (
          <div>
            <dt>Unapplied credit</dt>
            <dd>
              <WhyButton onClick={() => onWhy('unappliedCredit')}>
                <MoneyText amount={decimalText(0 - centsOf(totals.unappliedCredit))} currency={currency} />
              </WhyButton>
            </dd>
          </div>
        )}
        <div>
          <dt>Balance</dt>
          <dd>
            <WhyButton onClick={() => onWhy('balance')}>
              <MoneyText amount={totals.balance} currency={currency} strong />
            </WhyButton>
          </dd>
        </div>
      </dl>
    </>
  )
}

function Bucket({ bucket, aging }: { bucket: AgingBucket; aging: CustomerAging }) {
  const { currency, totals } = aging
  const invoices = aging.invoices.filter((invoice) => invoice.bucket === bucket)
  if (invoices.length === 0) return null
  return (
    <section className={classes.bucket} aria-label={bucketName(bucket)}>
      <h3>
        <span>
          <span className={classes.mark} data-bucket={bucket} aria-hidden="true" />
          {bucketName(bucket)}
        </span>
        <MoneyText amount={totals[bucket]} currency={currency} strong />
      </h3>
      <ul>
        {invoices.map(({ invoiceId, invoiceNumber, dueDate, daysPastDue, open, total }) => (
          <li key={invoiceId}>
            <Link to="/invoices/$id" params={{ id: invoiceId }}>
              {invoiceNumber}
            </Link>
            <MoneyText amount={open} currency={currency} display="none" />
            <small>
              Due {formatDate(dueDate)}
              {daysPastDue > 0 && `, ${counted(daysPastDue, 'day')} past due`}
            </small>
            <small>
              {open !== total && (
                <>
                  of <MoneyText amount={total} currency={currency} display="none" />
                </>
              )}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
