import type { Transaction } from '../../database/transaction.ts'
import { readMemo } from '../credit-memos/credit-memos.sql.ts'
import { readInvoice } from '../invoices/invoices.sql.ts'
import type { NoteSubject } from './notes.sql.ts'

/** The invoice that a note is about, in any state. */
export async function invoiceSubject(
  tx: Transaction,
  invoiceId: string,
  today: string,
): Promise<NoteSubject> {
  const { customerId, invoiceNumber } = await readInvoice(tx, invoiceId, today)
  return { invoiceId, customerId, label: invoiceNumber }
}

/** The credit memo that a note is about, a void one too. */
export async function creditMemoSubject(tx: Transaction, creditMemoId: string): Promise<NoteSubject> {
  const { customerId, creditMemoNumber } = await readMemo(tx, creditMemoId)
  return { creditMemoId, customerId, label: creditMemoNumber }
}
