import { ErrorState } from '../../../../../components/ui/ErrorState.tsx'
import type { Customer } from '../../../../../contract/customers.ts'
import classes from './ActivityTab.module.css'
import { InvoiceEntries } from './InvoiceEntries.tsx'
import { OrderEntries } from './OrderEntries.tsx'
import { QuoteEntries } from './QuoteEntries.tsx'
import { TabHead } from './TabHead.tsx'
import { useActivity } from './use-activity-list.ts'

/** What was invoiced, quoted and ordered, newest first, as it was kept with each change. */
export function ActivityTab({ customer }: { customer: Customer }) {
  const activity = useActivity(customer.id)
  if (activity.error && !activity.data)
    return <ErrorState error={activity.error} onRetry={() => void activity.refetch()} />
  return (
    <>
      <TabHead>
        Kept with every change of a document. Entries of invoices made in the shop can be edited by hand;
        those of online orders always follow their invoice.
      </TabHead>
      <div className={classes.lists}>
        <InvoiceEntries customer={customer} first={activity.data} />
        <QuoteEntries customer={customer} first={activity.data} />
        <OrderEntries customer={customer} first={activity.data} />
      </div>
    </>
  )
}
