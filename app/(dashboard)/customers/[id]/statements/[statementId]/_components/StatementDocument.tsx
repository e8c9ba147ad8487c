import { bucketName } from '../../../../../../../components/features/AgingBar.tsx'
import { agingBuckets } from '../../../../../../../contract/reports.ts'
import { type Statement, statementLineLabels } from '../../../../../../../contract/statements.ts'
import { addDays, formatDate, todayIn } from '../../../../../../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../../../../../../invoicing/money/money.ts'
import classes from './StatementDocument.module.css'

interface StatementDocumentProps {
  statement: Statement
  shop: { name: string; timeZone: string }
}

/** The statement as the paper that the customer gets: on the screen and when printed. */
export function StatementDocument({ statement, shop }: StatementDocumentProps) {
  const { customerName, customerNumber, periodStart, periodEnd, currency, closingBalance } = statement
  return (
    <article className={classes.paper} aria-label={`Statement of ${customerName}`} data-print>
      <header className={classes.top}>
        <div className={classes.shop}>
          <span className={classes.mark} aria-hidden="true">
            {shop.name.trim().charAt(0).toUpperCase()}
          </span>
          <strong>{shop.name}</strong>
        </div>
        <div className={classes.title}>
          <strong>Statement</strong>
          <span>
            {formatDate(periodStart)} – {formatDate(periodEnd)}
          </span>
        </div>
      </header>
      <div className={classes.facts}>
        <section aria-label="Statement for">
          <h3>For</h3>
          <strong>{customerName}</strong>
          <span>{customerNumber}</span>
        </section>
        <dl className={classes.owed}>
          <dt>Owed on {formatDate(periodEnd)}</dt>
          <dd>{formatMoney(centsOf(closingBalance), currency)}</dd>
        </dl>
      </div>
      <Gap statement={statement} />
      <Lines statement={statement} />
      <Summary statement={statement} />
      <Ages statement={statement} />
      <p className={classes.note}>
        Issued {formatDate(todayIn(shop.timeZone, new Date(statement.generatedAt)))}.
      </p>
    </article>
  )
}

function bare(amount: string, currency: string, zeroAsDash = false): string {
  return formatMoney(centsOf(amount), currency, { display: 'none', zeroAsDash })
}

/** Days that no statement covers are named, so that nobody looks for a difference that is none. */
function Gap({ statement: { previous, periodStart, currency } }: { statement: Statement }) {
  if (!previous || addDays(previous.periodEnd, 1) === periodStart) return null
  return (
    <p className={classes.note}>
      The statement before it ended on {formatDate(previous.periodEnd)} with{' '}
      {formatMoney(centsOf(previous.closingBalance), currency)}; the days between are in the opening balance.
    </p>
  )
}

function Lines({ statement }: { statement: Statement }) {
  const { currency, openingBalance, closingBalance, lines, periodStart, periodEnd } = statement
  // Lines have no identity of their own; they never move.
  const rows = lines.map((line, index) => ({ ...line, key: `line-${index}` }))
  return (
    <table className={classes.lines}>
      <caption>Amounts in {currency}</caption>
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">What</th>
          <th scope="col">Invoiced</th>
          <th scope="col">Paid</th>
          <th scope="col">Credited</th>
          <th scope="col">Balance</th>
        </tr>
      </thead>
      <tbody>
        <tr className={classes.edge}>
          <td>{formatDate(periodStart)}</td>
          <td>Opening balance</td>
          <td />
          <td />
          <td />
          <td>{bare(openingBalance, currency)}</td>
        </tr>
        {rows.map((line) => (
          <tr key={line.key}>
            <td>{formatDate(line.date)}</td>
            <td>
              {statementLineLabels[line.kind]} {line.reference}
              {line.documentDate !== line.date && <small>dated {formatDate(line.documentDate)}</small>}
              <small className={classes.moved}>{movement(line, currency)}</small>
            </td>
            <td>{bare(line.invoiced, currency, true)}</td>
            <td>{bare(line.paid, currency, true)}</td>
            <td>{bare(line.credited, currency, true)}</td>
            <td>{bare(line.balance, currency)}</td>
          </tr>
        ))}
        {rows.length === 0 && (
          <tr>
            <td />
            <td>Nothing was invoiced or paid in this period.</td>
            <td />
            <td />
            <td />
            <td />
          </tr>
        )}
        <tr className={classes.edge}>
          <td>{formatDate(periodEnd)}</td>
          <td>Closing balance</td>
          <td />
          <td />
          <td />
          <td>{bare(closingBalance, currency)}</td>
        </tr>
      </tbody>
    </table>
  )
}

/** What a line moved, in words, where there is no room for three columns. */
function movement({ invoiced, paid, credited }: Statement['lines'][number], currency: string): string {
  const parts = [
    ['Invoiced', invoiced],
    ['Paid', paid],
    ['Credited', credited],
  ] as const
  return parts
    .filter(([, amount]) => centsOf(amount) !== 0)
    .map(([word, amount]) => `${word} ${bare(amount, currency)}`)
    .join(', ')
}

function Summary({ statement }: { statement: Statement }) {
  const { currency, openingBalance, totalInvoiced, totalPaid, totalCreditNotes, closingBalance } = statement
  const less = (amount: string) => formatMoney(0 - centsOf(amount), currency, { display: 'none' })
  return (
    <dl className={classes.summary} aria-label="Summary">
      <Figure label="Opening balance" value={bare(openingBalance, currency)} />
      <Figure label="Invoiced" value={bare(totalInvoiced, currency)} />
      <Figure label="Paid" value={less(totalPaid)} />
      <Figure label="Credit notes" value={less(totalCreditNotes)} />
      <Figure label="Closing balance" value={formatMoney(centsOf(closingBalance), currency)} isStrong />
    </dl>
  )
}

function Figure({ label, value, isStrong }: { label: string; value: string; isStrong?: boolean }) {
  return (
    <div data-strong={isStrong || undefined}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
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
