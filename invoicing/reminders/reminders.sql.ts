import { sql } from 'kysely'
import type { Reminder } from '../../contract/reminders.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, decimalText, moneyFromDatabase } from '../money/money.ts'

/** An invoice's reminders, newest first. */
export async function readReminders(tx: Transaction, invoiceId: string): Promise<Reminder[]> {
  const { companyId } = tx.company
  const { rows } = await sql<{
    id: string
    currency: string
    reminder_date: string
    balance_due: string
    days_overdue: number
    sent_by: string | null
    message: Reminder['message']
  }>`
    select r.id, i.currency, r.reminder_date, r.balance_due, r.days_overdue,
      (select n.name from auth.names_of(array[r.sent_by_user_id]) n) as sent_by,
      jsonb_build_object('id', m.id, 'recipients', m.recipients, 'subject', m.subject, 'body', m.body,
        'status', m.status) as message
    from invoicing.invoice_reminders r
    join invoicing.messages m on m.company_id = ${companyId} and m.id = r.message_id
    join invoicing.invoices i on i.company_id = ${companyId} and i.id = r.invoice_id
    where r.company_id = ${companyId} and r.invoice_id = ${invoiceId}
    order by r.reminder_date desc, r.id
  `.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    invoiceId,
    date: row.reminder_date,
    balanceDue: moneyFromDatabase(row.balance_due, row.currency),
    daysOverdue: row.days_overdue,
    sentBy: row.sent_by,
    message: row.message,
  }))
}

/** Whether the locked invoice was reminded of on a day. */
export async function wasRemindedOn(tx: Transaction, invoiceId: string, day: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from invoicing.invoice_reminders
    where company_id = ${tx.company.companyId} and invoice_id = ${invoiceId} and reminder_date = ${day}::date
  `.execute(tx.db)
  return rows.length > 0
}

/** Writes a reminder with the commit, after the message that it names. */
export function noteReminder(
  tx: Transaction,
  reminder: {
    id: string
    invoiceId: string
    customerId: string
    messageId: string
    date: string
    balanceDueCents: Cents
    daysOverdue: number
    byUserId: string
  },
): void {
  tx.atCommit(sql`
    insert into invoicing.invoice_reminders (company_id, id, invoice_id, customer_id, message_id, reminder_date,
      balance_due, days_overdue, sent_by_user_id)
    select ${tx.company.companyId}::uuid, ${reminder.id}::uuid, ${reminder.invoiceId}::uuid,
      ${reminder.customerId}::uuid, ${reminder.messageId}::uuid, ${reminder.date}::date,
      ${decimalText(reminder.balanceDueCents)}::numeric, ${String(reminder.daysOverdue)}::int, ${reminder.byUserId}::uuid
  `)
}
