import { Refused } from '../../contract/refusals.ts'
import type { Running } from '../../server/operation.ts'
import { postingDateFor } from '../calendar/calendar.ts'
import type { LockedCustomer } from '../customers/customer-locks.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { type CreditSource, releaseEntries } from '../ledger/ledger.ts'
import { moneyText } from '../money/money.ts'
import { lockInvoicesOf, readAllocation, releaseAllocations } from './allocations.sql.ts'

/** Takes one allocation of a locked customer's payment or memo back (MISSION 4), and tells what it was. */
export async function takeBack(
  { tx, today }: Pick<Running, 'tx' | 'today'>,
  customer: LockedCustomer,
  source: CreditSource,
  allocationId: string,
): Promise<{ invoiceId: string; invoiceNumber: string; amount: string }> {
  const allocation = await readAllocation(tx, source, allocationId)
  const { invoiceId, invoiceNumber } = allocation
  if (allocation.isReleased) {
    throw new Refused(
      'allocation_released',
      `This allocation to ${invoiceNumber} was taken back before. Load what it belongs to again.`,
    )
  }
  await lockInvoicesOf(tx, customer.id, [invoiceId])
  const released = await releaseAllocations(tx, { allocationId })
  const account = {
    customerId: customer.id,
    currency: customer.defaultCurrency,
    documentDate: today,
    postingDate: postingDateFor(today, customer.closedThrough),
  }
  await postEntries(
    tx,
    released.flatMap(({ source: from, ...back }) => releaseEntries({ ...account, ...from, ...back })),
  )
  return { invoiceId, invoiceNumber, amount: moneyText(allocation.amountCents, customer.defaultCurrency) }
}
