import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../../components/features/session.ts'
import { whyNot } from '../../../../components/features/why-not.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { refusals } from '../../../../contract/refusals.ts'
import { invoiceCan } from '../../../../invoicing/invoices/invoice.ts'
import { query } from '../../../api.ts'

/** The reminders of an invoice, and why no other one may be sent now. A draft has none. */
export function useReminders(invoice: Invoice) {
  const maySend = useMay('accounting.invoices.send')
  const reminders = useQuery({
    ...query.reminders.list.queryOptions({ input: { invoiceId: invoice.id } }),
    enabled: invoice.status !== 'draft',
  })
  const today = reminders.data?.remindedToday ? refusals.reminded_today.title : undefined
  return { reminders, whyNoReminder: whyNot(invoiceCan(invoice).remind, maySend) ?? today }
}
