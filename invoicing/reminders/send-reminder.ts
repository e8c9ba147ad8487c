import { randomUUID } from 'node:crypto'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { overdueDays, requirePermitted } from '../invoices/invoice.ts'
import { invoiceNotFound, lockInvoice } from '../invoices/invoices.sql.ts'
import { recipientsOf, reminderMessage } from '../messages/message.ts'
import { queueMessage, readAddressees } from '../messages/messages.sql.ts'
import { moneyText } from '../money/money.ts'
import { noteReminder, wasRemindedOn } from './reminders.sql.ts'

/**
 * Reminds of an open invoice (C: N15), judged as it stands under its lock: nothing goes out for one that is paid or void,
 * and at most one reminder an invoice and day (JOB-2).
 */
export const sendReminder = implementing.reminders.send.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
    const invoice = await lockInvoice(tx, input.invoiceId, customer.id)
    requirePermitted(invoice, 'remind', 'invoice_not_open')
    if (await wasRemindedOn(tx, invoice.id, today)) {
      throw new Refused(
        'reminded_today',
        `${customer.name} was reminded of ${invoice.invoiceNumber} today. Write again tomorrow, or call.`,
      )
    }
    const { shopName, ...addressees } = await readAddressees(tx, customer.id)
    const recipients = recipientsOf(input.recipients, addressees)
    if (recipients.length === 0) {
      throw refuseField(
        'no_recipient',
        'recipients',
        `${customer.name} has no e-mail and no billing contact. Add one, or name an address.`,
      )
    }
    const { currency } = invoice
    const dueDate = invoice.dueDate ?? today
    const daysOverdue = overdueDays(invoice.status, dueDate, today)
    const balanceDue = moneyText(invoice.balanceDueCents, currency)
    const text = reminderMessage({
      shopName,
      customerName: customer.name,
      invoiceNumber: invoice.invoiceNumber,
      currency,
      dueDate,
      balanceDue,
      daysOverdue,
    })
    const facts = { customerId: customer.id, invoiceId: invoice.id, byUserId: caller.userId }
    const messageId = queueMessage(tx, { ...text, ...facts, kind: 'reminder', recipients })
    const id = randomUUID()
    const { balanceDueCents } = invoice
    noteReminder(tx, { ...facts, id, messageId, date: today, balanceDueCents, daysOverdue })
    audit.record({
      entity: 'invoice',
      entityId: invoice.id,
      label: invoice.invoiceNumber,
      after: { reminder: { subject: text.subject, balanceDue, daysOverdue } },
    })
    return {
      id,
      invoiceId: invoice.id,
      date: today,
      balanceDue,
      daysOverdue,
      sentBy: caller.name,
      message: { id: messageId, recipients, ...text, status: 'queued' },
    }
  },
)
