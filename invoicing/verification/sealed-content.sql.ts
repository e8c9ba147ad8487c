import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { contentChecksum } from '../invoices/invoice-content.ts'
import { type InvoiceRow, toInvoice } from '../invoices/invoice-row.ts'
import { lineItemsOfRows } from '../invoices/invoices.sql.ts'

const rowsAtOnce = 500

/** The numbers of issued invoices whose content is not what it was when they were issued; at most a hundred. */
export async function readBrokenSeals(tx: Transaction, today: string): Promise<string[]> {
  const broken: string[] = []
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await readIssued(tx, after)
    broken.push(...rows.filter((row) => !sealHolds(row, today)).map((row) => row.invoice_number))
    const last = rows.at(-1)
    if (!last || rows.length < rowsAtOnce || broken.length >= 100) return broken.slice(0, 100).sort()
    after = last.id
  }
}

async function readIssued(tx: Transaction, after: string): Promise<InvoiceRow[]> {
  const { companyId } = tx.company
  const { rows } = await sql<InvoiceRow>`
    select i.*, i.created_at::text as created_at_text, i.customer_name as shown_name, (
      select ${lineItemsOfRows} from invoicing.invoice_line_items l where l.company_id = ${companyId} and l.invoice_id = i.id
    ) as line_items
    from invoicing.invoices i
    where i.company_id = ${companyId} and i.issued_at is not null and i.id > ${after}::uuid
    order by i.id limit ${rowsAtOnce}
  `.execute(tx.db)
  return rows
}

/** Also broken: content that cannot even be shown, as a part of a yen. */
function sealHolds(row: InvoiceRow, today: string): boolean {
  try {
    return contentChecksum(toInvoice(row, today)) === row.content_checksum
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
