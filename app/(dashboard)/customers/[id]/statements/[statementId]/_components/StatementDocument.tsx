import {
  AccountLines,
  AccountOwed,
  AccountSummary,
} from '../../../../../../../components/features/AccountLines.tsx'
import { bucketName } from '../../../../../../../components/features/bucket-name.ts'
import shared from '../../../../../../../components/features/Paper.module.css'
import { Paper } from '../../../../../../../components/features/Paper.tsx'
import { agingBuckets } from '../../../../../../../contract/reports.ts'
import type { Statement } from '../../../../../../../contract/statements.ts'
import { addressLines } from '../../../../../../../invoicing/addresses/envelope.ts'
import { addDays, formatDate } from '../../../../../../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../../../../../../invoicing/money/money.ts'
import classes from './StatementDocument.module.css'

/** The statement as the paper that the customer gets: on the screen and when printed. */
export function StatementDocument({ statement }: { statement: Statement }) {
  const { issuer, customerName, customerNumber, address, periodStart, periodEnd } = statement
  return (
    <Paper
      label={`Statement of ${customerName}`}
      shop={issuer}
      title="Statement"
      number={`${formatDate(periodStart)} – ${formatDate(periodEnd)}`}
    >
      <div className={shared.facts}>
        <section aria-label="Statement for">
          <h3>For</h3>
          <strong>{customerName}</strong>
          {address && addressLines(address, issuer.country).map((line) => <span key={line}>{line}</span>)}
          <span className={classes.number}>{customerNumber}</span>
        </section>
        <AccountOwed account={{ ...statement, to: periodEnd }} />
      </div>
      <Gap statement={statement} />
      <AccountLines account={{ ...statement, from: periodStart, to: periodEnd }} />
      <AccountSummary account={statement} />
      <Ages statement={statement} />
      <p className={shared.note}>Issued {formatDate(statement.issuedOn)}.</p>
    </Paper>
  )
}

function bare(amount: string, currency: string, zeroAsDash = false): string {
  return formatMoney(centsOf(amount), currency, { display: 'none', zeroAsDash })
}

/** Days that no statement covers are named, so that nobody looks for a difference that is none. */
function Gap({ statement: { previous, periodStart, currency } }: { statement: Statement }) {
  if (!previous || addDays(previous.periodEnd, 1) === periodStart) return null
  return (
    <p className={shared.note}>
      The statement before it ended on {formatDate(previous.periodEnd)} with{' '}
      {formatMoney(centsOf(previous.closingBalance), currency)}; the days between are in the opening balance.
    </p>
  )
}

/** How old what is owed was at the end of the period. */
function Ages({ statement: { aging, currency } }: { statement: Statement }) {
  return (
    <section className={classes.ages} aria-label="By age">
      <h3>By age</h3>
      <dl>
        {agingBuckets.map((bucket) => (
          <div key={bucket}>
            <dt>{bucketName(bucket)}</dt>
            <dd>{bare(aging[bucket], currency, true)}</dd>
          </div>
        ))}
        {centsOf(aging.unappliedCredit) > 0 && (
          <div>
            <dt>Unapplied credit</dt>
            <dd>{formatMoney(0 - centsOf(aging.unappliedCredit), currency, { display: 'none' })}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}
