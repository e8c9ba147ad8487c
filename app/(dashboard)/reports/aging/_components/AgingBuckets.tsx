import { bucketName } from '../../../../../components/features/bucket-name.ts'
import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { type AgingReport, agingBuckets } from '../../../../../contract/reports.ts'
import { centsOf } from '../../../../../invoicing/money/money.ts'
import classes from './AgingBuckets.module.css'

/** What is owed, by age: a bar each, with its amount and share, and what it comes to. */
export function AgingBuckets({ report }: { report: AgingReport }) {
  const { totals, currency } = report
  const bars = agingBuckets.map((bucket) => ({ bucket, cents: centsOf(totals[bucket]) }))
  const open = bars.reduce((sum, { cents }) => sum + cents, 0)
  const longest = Math.max(...bars.map(({ cents }) => cents), 1)
  return (
    <section className={classes.buckets} aria-label="By age">
      <dl className={classes.total}>
        <dt>Balance</dt>
        <dd>
          <MoneyText amount={totals.balance} currency={currency} size="hero" />
        </dd>
        {centsOf(totals.unappliedCredit) > 0 && (
          <>
            <dt>Unapplied credit in it</dt>
            <dd>
              <MoneyText amount={totals.unappliedCredit} currency={currency} tone="came" />
            </dd>
          </>
        )}
      </dl>
      <ul className={classes.bars}>
        {bars.map(({ bucket, cents }) => (
          <li key={bucket}>
            <span className={classes.name}>{bucketName(bucket)}</span>
            <span className={classes.track} aria-hidden="true">
              <span data-bucket={bucket} style={{ width: `${(cents / longest) * 100}%` }} />
            </span>
            <span className={classes.amount}>
              <MoneyText amount={totals[bucket]} currency={currency} zeroAsDash />
            </span>
            <span className={classes.share}>{open > 0 && cents > 0 ? share(cents, open) : ''}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A part in whole percent; a small one is not called nothing. */
function share(part: number, whole: number): string {
  const percent = Math.round((part / whole) * 100)
  return percent === 0 ? '< 1%' : `${percent}%`
}
