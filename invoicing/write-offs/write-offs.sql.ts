import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, decimalText } from '../money/money.ts'

export interface NewWriteOff {
  id: string
  invoiceId: string
  customerId: string
  currency: string
  amountCents: Cents
  reason: string
  date: string
  postingDate: string
  recordedByUserId: string
}

/** Writes a write-off; its entry is posted by the caller. */
export async function insertWriteOff(tx: Transaction, writeOff: NewWriteOff): Promise<void> {
  await sql`
    insert into invoicing.write_offs (company_id, id, invoice_id, customer_id, currency, amount, reason,
      write_off_date, posting_date, recorded_by_user_id)
    values (${tx.company.companyId}, ${writeOff.id}, ${writeOff.invoiceId}, ${writeOff.customerId},
      ${writeOff.currency}, ${decimalText(writeOff.amountCents)}::numeric, ${writeOff.reason},
      ${writeOff.date}::date, ${writeOff.postingDate}::date, ${writeOff.recordedByUserId})
  `.execute(tx.db)
}

/** What was written off of an invoice so far. */
export async function isWrittenOff(tx: Transaction, invoiceId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from invoicing.write_offs where company_id = ${tx.company.companyId} and invoice_id = ${invoiceId}
    ) as found
  `.execute(tx.db)
  return rows[0]?.found ?? false
}
