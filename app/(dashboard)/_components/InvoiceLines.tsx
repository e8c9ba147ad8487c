import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { ErrorState } from '../../../components/ui/ErrorState.tsx'
import type { ListedInvoice } from '../../../contract/invoices.ts'
import classes from './InvoiceLines.module.css'
import { LinesSkeleton } from './LinesSkeleton.tsx'

/** What a line needs of an invoice, besides its fact and its amount. */
type Named = Pick<ListedInvoice, 'id' | 'invoiceNumber' | 'customerName' | 'currency'>

interface InvoiceLinesProps<Row extends Named> {
  /** Undefined while they are on their way. */
  invoices: Row[] | undefined
  error: unknown
  onRetry: () => void
  amountOf: (invoice: Row) => string
  /** The second fact: since when, until when. */
  fact: (invoice: Row) => ReactNode
  /** One line for when there are none. */
  empty: string
}

/** A short list of invoices to act on; each line is a link to its invoice. */
export function InvoiceLines<Row extends Named>({
  invoices,
  error,
  onRetry,
  amountOf,
  fact,
  empty,
}: InvoiceLinesProps<Row>) {
  if (error && !invoices) return <ErrorState error={error} onRetry={onRetry} />
  if (!invoices) return <LinesSkeleton />
  if (invoices.length === 0) return <p className={classes.empty}>{empty}</p>
  return (
    <ul className={classes.lines}>
      {invoices.map((invoice) => (
        <li key={invoice.id}>
          <Link to="/invoices/$id" params={{ id: invoice.id }} className={classes.line}>
            <span className={classes.name}>{invoice.customerName}</span>
            <span className={classes.number}>{invoice.invoiceNumber}</span>
            <span className={classes.fact}>{fact(invoice)}</span>
            <span className={classes.amount}>
              <MoneyText amount={amountOf(invoice)} currency={invoice.currency} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
