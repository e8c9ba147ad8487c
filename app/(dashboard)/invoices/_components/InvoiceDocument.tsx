import { paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import type { ItemizationMode } from './draft.ts'
import classes from './InvoiceDocument.module.css'
import { type Paper, paperRows } from './paper.ts'

interface InvoiceDocumentProps {
  paper: Paper
  shopName: string
  /** How the lines are shown here; the paper's own way when left out (C: U34). */
  mode?: ItemizationMode
}

/** The invoice as the paper that the customer gets: on the screen, before sending, and when printed. */
export function InvoiceDocument({ paper, shopName, mode = paper.itemizationMode }: InvoiceDocumentProps) {
  return (
    <article
      className={classes.paper}
      aria-label={paper.number ? `Invoice ${paper.number}` : 'Invoice'}
      data-print
    >
      <header className={classes.top}>
        <div className={classes.shop}>
          <span className={classes.mark} aria-hidden="true">
            {shopName.trim().charAt(0).toUpperCase()}
          </span>
          <strong>{shopName}</strong>
        </div>
        <div className={classes.title}>
          <strong>Invoice</strong>
          <span>{paper.number ?? 'Number follows when saved'}</span>
        </div>
      </header>
      <div className={classes.facts}>
        <section aria-label="Bill to">
          <h3>Bill to</h3>
          <strong>{paper.customer.name}</strong>
          {paper.customer.legalName && paper.customer.legalName !== paper.customer.name && (
            <span>{paper.customer.legalName}</span>
          )}
          {paper.customer.email && <span>{paper.customer.email}</span>}
          {paper.customer.phone && <span>{paper.customer.phone}</span>}
        </section>
        <dl className={classes.dates}>
          <div>
            <dt>Issued</dt>
            <dd>{paper.issueDate ? formatDate(paper.issueDate) : 'When sent'}</dd>
          </div>
          <div>
            <dt>Terms</dt>
            <dd>{paymentTermsLabels[paper.paymentTerms]}</dd>
          </div>
          <div>
            <dt>Due</dt>
            <dd>{paper.dueDate ? formatDate(paper.dueDate) : 'Follows when sent'}</dd>
          </div>
        </dl>
      </div>
      <PaperLines paper={paper} mode={mode} />
      <PaperTotals paper={paper} />
      {paper.notes && <p className={classes.notes}>{paper.notes}</p>}
      {paper.isVoid && (
        <span className={classes.void} aria-hidden="true">
          Void
        </span>
      )}
    </article>
  )
}

/** A column says its currency once, in its heading; the rows are bare figures. */
function bare(amount: string, currency: string): string {
  return formatMoney(centsOf(amount), currency, { display: 'none' })
}

function PaperLines({ paper, mode }: { paper: Paper; mode: ItemizationMode }) {
  const rows = paperRows(paper.lines, mode, paper.currency)
  const isItemized = mode === 'itemized'
  return (
    <table className={classes.lines}>
      <thead>
        <tr>
          <th scope="col">Description</th>
          {isItemized && <th scope="col">Qty</th>}
          {isItemized && <th scope="col">Unit price</th>}
          <th scope="col">Amount, {paper.currency}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>{row.description}</td>
            {isItemized && <td>{row.quantity}</td>}
            {isItemized && <td>{row.unitPrice !== null && bare(row.unitPrice, paper.currency)}</td>}
            <td>{bare(row.amount, paper.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PaperTotals({ paper }: { paper: Paper }) {
  const { currency } = paper
  const discounts = paper.discounts.map((discount, index) => ({ ...discount, key: `discount-${index}` }))
  const isSome = (amount: string) => centsOf(amount) !== 0
  const less = (amount: string) => formatMoney(-centsOf(amount), currency, { display: 'none' })
  return (
    <dl className={classes.totals}>
      <Total label="Subtotal" value={bare(paper.subtotal, currency)} />
      {discounts.map((discount) => (
        <Total
          key={discount.key}
          label={
            discount.kind === 'percent'
              ? `${discount.description} (${percent(discount.value)})`
              : discount.description
          }
          value={less(discount.amount)}
        />
      ))}
      {isSome(paper.shipping) && <Total label="Shipping" value={bare(paper.shipping, currency)} />}
      {paper.taxes.map((tax) => (
        <Total
          key={tax.rate}
          label={`Tax ${percent(tax.rate)} of ${bare(tax.base, currency)}`}
          value={bare(tax.amount, currency)}
        />
      ))}
      {paper.taxes.length === 0 && (
        <Total
          label={paper.taxExemptionReason ? `Tax exempt: ${paper.taxExemptionReason}` : 'Tax'}
          value="–"
        />
      )}
      <Total label="Total" value={formatMoney(centsOf(paper.total), currency)} isStrong />
      {isSome(paper.amountPaid) && <Total label="Paid" value={less(paper.amountPaid)} />}
      {isSome(paper.creditedTotal) && <Total label="Credited" value={less(paper.creditedTotal)} />}
      {(isSome(paper.amountPaid) || isSome(paper.creditedTotal)) && (
        <Total label="Balance due" value={formatMoney(centsOf(paper.balanceDue), currency)} isStrong />
      )}
    </dl>
  )
}

/** "8.2500" is written "8.25%". */
function percent(rate: string): string {
  return `${rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate}%`
}

function Total({ label, value, isStrong = false }: { label: string; value: string; isStrong?: boolean }) {
  return (
    <div data-strong={isStrong || undefined}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
