import type { StatementOfAccount } from '../../contract/ledger-reports.ts'
import { statementLineLabels } from '../../contract/statements.ts'
import { formatDate } from '../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../invoicing/money/money.ts'
import classes from './AccountLines.module.css'
import { PaperTotals } from './Paper.tsx'

/** What an issued statement and a statement of account share. */
type Account = Omit<StatementOfAccount, 'customerId' | 'customerName' | 'customerNumber'>

/** Columns that are mostly empty show a dash for nothing. */
function bare(amount: string, currency: string, zeroAsDash = false): string {
  return formatMoney(centsOf(amount), currency, { display: 'none', zeroAsDash })
}

/** What was owed at the end, the one number that the paper is about. */
export function AccountOwed({ account }: { account: Pick<Account, 'to' | 'closingBalance' | 'currency'> }) {
  const { to, closingBalance, currency } = account
  return (
    <dl className={classes.owed}>
      <dt>Owed on {formatDate(to)}</dt>
      <dd>{formatMoney(centsOf(closingBalance), currency)}</dd>
    </dl>
  )
}

/** What happened on an account in some days, line by line, with what was owed after each. */
export function AccountLines({ account }: { account: Account }) {
  const { currency, openingBalance, closingBalance, lines, from, to } = account
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
          <td>{formatDate(from)}</td>
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
          <td>{formatDate(to)}</td>
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
function movement({ invoiced, paid, credited }: Account['lines'][number], currency: string): string {
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

/** How the opening balance became the closing one. */
export function AccountSummary({ account }: { account: Omit<Account, 'lines' | 'from' | 'to'> }) {
  const { currency, openingBalance, totalInvoiced, totalPaid, totalCreditNotes, closingBalance } = account
  const less = (amount: string) => formatMoney(0 - centsOf(amount), currency, { display: 'none' })
  return (
    <PaperTotals
      label="Summary"
      figures={[
        { label: 'Opening balance', value: bare(openingBalance, currency) },
        { label: 'Invoiced', value: bare(totalInvoiced, currency) },
        { label: 'Paid', value: less(totalPaid) },
        { label: 'Credit notes', value: less(totalCreditNotes) },
        {
          label: 'Closing balance',
          value: formatMoney(centsOf(closingBalance), currency),
          isStrong: true,
        },
      ]}
    />
  )
}
