import { implementing } from '../../server/operation.ts'
import { invoiceCan } from '../invoices/invoice.ts'
import { readInvoice } from '../invoices/invoices.sql.ts'
import { nextReminder } from './reminder.ts'
import { readReminders } from './reminders.sql.ts'

/** What an invoice was reminded of, and when the next reminder falls due (C: U43). */
export const listReminders = implementing.reminders.list.handler(
  async ({ input, context: { tx, today } }) => {
    const invoice = await readInvoice(tx, input.invoiceId, today)
    const data = await readReminders(tx, input.invoiceId)
    const isOpen = invoiceCan(invoice).remind.allowed && invoice.dueDate !== null
    const sentOn = data.map(({ date }) => date)
    const next = isOpen ? nextReminder(invoice.dueDate ?? today, today, sentOn) : null
    return { data, next, remindedToday: sentOn.includes(today) }
  },
)
