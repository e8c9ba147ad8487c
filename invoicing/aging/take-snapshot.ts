import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { readAging } from './aging.sql.ts'
import { nothingOwed } from './aging.ts'
import { insertSnapshots, readSnapshots } from './aging-snapshots.sql.ts'

/** Keeps the aging of a customer as of today (B: CustomerAgingSnapshot), read under the lock on the customer. */
export const takeSnapshot = implementing.agingSnapshots.create.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const {
      id: customerId,
      customerNumber,
      defaultCurrency: currency,
    } = await lockCustomer(tx, input.customerId)
    const [aged] = await readAging(tx, today, { customerIds: [customerId] })
    const { openInvoiceCount, ...aging } = aged ?? { openInvoiceCount: 0, ...nothingOwed }
    const [id] = await insertSnapshots(tx, [{ customerId, currency, aging, openInvoiceCount }], {
      snapshotDate: today,
      generatedVia: 'on_demand',
      byUserId: caller.userId,
    })
    const [snapshot] = (await readSnapshots(tx, customerId, { id: id ?? '', limit: 1 })) ?? []
    if (!snapshot) throw new Error('A snapshot just kept is not there')
    audit.record({
      entity: 'aging_snapshot',
      entityId: snapshot.id,
      label: customerNumber,
      after: { customerId, snapshotDate: today, balance: snapshot.balance },
    })
    return snapshot
  },
)
