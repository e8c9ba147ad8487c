import { useQuery } from '@tanstack/react-query'
import shared from '../../../../../components/features/Paper.module.css'
import { Paper, PaperTotals } from '../../../../../components/features/Paper.tsx'
import { useSession } from '../../../../../components/features/session.ts'
import { type CreditMemo, creditMemoReasonLabels } from '../../../../../contract/credit-memos.ts'
import { addressLines } from '../../../../../invoicing/addresses/envelope.ts'
import { formatDate } from '../../../../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../../../../invoicing/money/money.ts'
import { query } from '../../../../api.ts'

/** The memo as the paper that the customer gets: on the screen and when printed. */
export function CreditMemoDocument({ memo }: { memo: CreditMemo }) {
  const { company } = useSession()
  const { data: settings } = useQuery(query.company.show.queryOptions())
  const { billingAddress } = memo
  return (
    <Paper
      label={`Credit memo ${memo.creditMemoNumber}`}
      shop={{ name: company.name, letterhead: settings?.letterhead }}
      title="Credit memo"
      number={memo.creditMemoNumber}
      stamp={memo.isVoid ? 'Void' : null}
    >
      <div className={shared.facts}>
        <section aria-label="Credit for">
          <h3>For</h3>
          <strong>{memo.customerName}</strong>
          {billingAddress &&
            addressLines(billingAddress, settings?.country).map((line) => <span key={line}>{line}</span>)}
        </section>
        <dl className={shared.dates}>
          <div>
            <dt>Date</dt>
            <dd>{formatDate(memo.date)}</dd>
          </div>
          <div>
            <dt>Invoice</dt>
            <dd>{memo.invoiceNumber}</dd>
          </div>
          <div>
            <dt>Reason</dt>
            <dd>{creditMemoReasonLabels[memo.reason]}</dd>
          </div>
        </dl>
      </div>
      <Lines memo={memo} />
      <Totals memo={memo} />
      <p className={shared.note}>{whereItWent(memo)}</p>
    </Paper>
  )
}

function bare(amount: string, currency: string): string {
  return formatMoney(centsOf(amount), currency, { display: 'none' })
}

function Lines({ memo: { lineItems, shipping, currency } }: { memo: CreditMemo }) {
  return (
    <table className={shared.lines}>
      <thead>
        <tr>
          <th scope="col">Credited</th>
          <th scope="col">Amount, {currency}</th>
        </tr>
      </thead>
      <tbody>
        {lineItems.map((line) => (
          <tr key={line.id}>
            <td>{line.description}</td>
            <td>{bare(line.amount, currency)}</td>
          </tr>
        ))}
        {centsOf(shipping) > 0 && (
          <tr>
            <td>Shipping</td>
            <td>{bare(shipping, currency)}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function Totals({ memo: { taxes, totalCredit, currency } }: { memo: CreditMemo }) {
  const figures = taxes.map(({ rate, base, amount }) => ({
    label: `Tax ${rate}% of ${bare(base, currency)}`,
    value: bare(amount, currency),
  }))
  const total = {
    label: 'Total credit',
    value: formatMoney(centsOf(totalCredit), currency),
    isStrong: true,
  }
  return <PaperTotals figures={[...figures, total]} />
}

/** For the customer: what they owe less of, what was given back, and what is credit of theirs. */
function whereItWent(memo: CreditMemo): string {
  const { invoiceNumber, currency } = memo
  const appliedCents = centsOf(memo.appliedToInvoice)
  const refundedCents = centsOf(memo.refundedAmount)
  const creditCents = centsOf(memo.excessAmount) - refundedCents
  const money = (cents: number) => formatMoney(cents, currency)
  return [
    appliedCents > 0 && `${money(appliedCents)} was taken off the balance of invoice ${invoiceNumber}.`,
    refundedCents > 0 && `${money(refundedCents)} was given back.`,
    creditCents > 0 && `${money(creditCents)} is credit for your other invoices.`,
  ]
    .filter(Boolean)
    .join(' ')
}
