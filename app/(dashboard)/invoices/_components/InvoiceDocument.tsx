import { useQuery } from '@tanstack/react-query'
import shared from '../../../../components/features/Paper.module.css'
import { Paper, PaperTotals } from '../../../../components/features/Paper.tsx'
import type { PaperFigure } from '../../../../contract/paper.ts'
import { addressLines } from '../../../../invoicing/addresses/envelope.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { bareMoney, invoiceFacts, paperTotals } from '../../../../invoicing/invoices/paper-figures.ts'
import { type PaperRow, paperRows, pricedInWords } from '../../../../invoicing/invoices/paper-rows.ts'
import { query } from '../../../api.ts'
import type { ItemizationMode } from './document-draft.ts'
import classes from './InvoiceDocument.module.css'
import { ProductionSheet } from './ProductionSheet.tsx'
import type { Paper as InvoicePaper, QuotePaper } from './paper.ts'

type DocumentPaper = InvoicePaper | QuotePaper

/** As the customer reads it, or as the press does. */
export type PaperView = ItemizationMode | 'production'

interface InvoiceDocumentProps {
  paper: DocumentPaper
  shopName: string
  /** How the lines are shown here; the paper's own way when left out (C: U34). */
  mode?: PaperView
}

/** An invoice or quote as the paper that the customer gets: on the screen, before sending, and when printed. */
export function InvoiceDocument({ paper, shopName, mode = paper.itemizationMode }: InvoiceDocumentProps) {
  const isProduction = mode === 'production'
  const kind = paper.kind === 'quote' ? 'Quote' : 'Invoice'
  const { data: company } = useQuery(query.company.show.queryOptions())
  return (
    <Paper
      label={paper.number ? `${kind} ${paper.number}` : kind}
      shop={{ name: shopName, letterhead: isProduction ? null : company?.letterhead }}
      title={isProduction ? 'Production' : kind}
      number={paper.number ?? 'Number follows when saved'}
      stamp={stampOf(paper)}
      className={classes.paper}
    >
      <div className={shared.facts}>
        <PaperCustomer paper={paper} country={company?.country} isProduction={isProduction} />
        {!isProduction && <PaperFacts paper={paper} />}
      </div>
      {isProduction ? (
        <ProductionSheet lines={paper.lines} />
      ) : (
        <>
          <PaperLines paper={paper} mode={mode} />
          <PaperTotals
            figures={paperTotals({ ...paper, deposit: paper.kind === 'invoice' ? paper.deposit : null })}
          />
          {paper.notes && (
            <p className={classes.notes} dir="auto">
              {paper.notes}
            </p>
          )}
        </>
      )}
    </Paper>
  )
}

/** What must not be taken for a claim says so across the paper. */
function stampOf(paper: DocumentPaper): string | null {
  if (paper.isVoid) return 'Void'
  return paper.kind === 'invoice' && paper.isDraft ? 'Draft' : null
}

interface PaperCustomerProps {
  paper: DocumentPaper
  /** Where the shop is: its own country is left out of what is posted within it. */
  country: string | undefined
  isProduction: boolean
}

/** Who the paper is for, as it was when the paper was issued; the press needs nobody's address. */
function PaperCustomer({ paper, country, isProduction }: PaperCustomerProps) {
  const title = isProduction || paper.kind === 'quote' ? 'For' : 'Bill to'
  const address =
    isProduction || paper.billingAddress === null ? [] : addressLines(paper.billingAddress, country)
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <strong dir="auto">{paper.customer.name}</strong>
      {address.map((text) => (
        <span key={text} dir="auto">
          {text}
        </span>
      ))}
    </section>
  )
}

function PaperFacts({ paper }: { paper: DocumentPaper }) {
  const facts = paper.kind === 'quote' ? quoteFacts(paper) : invoiceFacts(paper)
  return (
    <dl className={shared.dates}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function quoteFacts({ title, sentOn, validUntil }: QuotePaper): PaperFigure[] {
  return [
    ...(title ? [{ label: 'About', value: title }] : []),
    { label: 'Date', value: sentOn ? formatDate(sentOn) : 'When sent' },
    { label: 'Valid', value: validUntil ? `until ${formatDate(validUntil)}` : 'Without an end' },
  ]
}

function PaperLines({ paper, mode }: { paper: DocumentPaper; mode: ItemizationMode }) {
  const rows = paperRows(paper.lines, mode, paper.currency)
  const isItemized = mode === 'itemized'
  return (
    <table className={`${shared.lines} ${classes.lines}`}>
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
            <td>
              <span dir="auto">{row.description}</span>
              <Words row={row} currency={paper.currency} />
            </td>
            {isItemized && <td>{row.quantity}</td>}
            {isItemized && <td>{row.unitPrice !== null && bareMoney(row.unitPrice, paper.currency)}</td>}
            <td>{bareMoney(row.amount, paper.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a line is made of, under its description; where prices differ, with the sum of each. */
function Words({ row, currency }: { row: PaperRow; currency: string }) {
  const details = row.details.map((detail, index) => ({ ...detail, key: `detail-${index}` }))
  return details.map(({ key, words, priced }) => (
    <span key={key} className={classes.detail}>
      <span dir="auto">{words}</span>
      {priced && <span>{pricedInWords(priced, currency)}</span>}
    </span>
  ))
}
