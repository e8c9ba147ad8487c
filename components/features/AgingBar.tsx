import {
  type AgingBucket,
  type AgingReport,
  agingBucketLabels,
  agingBuckets,
} from '../../contract/reports.ts'
import { centsOf } from '../../invoicing/money/money.ts'
import classes from './AgingBar.module.css'
import { MoneyText } from './MoneyText.tsx'

interface AgingBarProps {
  totals: AgingReport['totals']
  currency: string
}

/** One bar of all that is owed, from not yet due to very old, each part with its name and amount below. */
export function AgingBar({ totals, currency }: AgingBarProps) {
  const parts = agingBuckets.map((bucket) => ({ bucket, cents: centsOf(totals[bucket]) }))
  const whole = parts.reduce((sum, { cents }) => sum + cents, 0)
  return (
    <div>
      <div className={classes.bar} aria-hidden="true" data-empty={whole === 0 || undefined}>
        {parts
          .filter(({ cents }) => cents > 0)
          .map(({ bucket, cents }) => (
            <span key={bucket} data-bucket={bucket} style={{ flexGrow: cents / whole, minWidth: 3 }} />
          ))}
      </div>
      <dl className={classes.parts}>
        {agingBuckets.map((bucket) => (
          <div key={bucket}>
            <dt>
              <span className={classes.mark} data-bucket={bucket} aria-hidden="true" />
              {bucketName(bucket)}
            </dt>
            <dd>
              <MoneyText amount={totals[bucket]} currency={currency} zeroAsDash />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** "Current", "1–30 days". */
export function bucketName(bucket: AgingBucket): string {
  return bucket === 'current' ? agingBucketLabels[bucket] : `${agingBucketLabels[bucket]} days`
}
