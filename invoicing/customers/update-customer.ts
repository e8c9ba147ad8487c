import { Refused, refuseField } from '../../contract/refusals.ts'
import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { phoneInE164, requireTierAndDeposit } from './customer.ts'
import { lockCustomer } from './customer-locks.sql.ts'
import { type CustomerContent, hasUsedCurrency, readCustomer, updateCustomerRow } from './customers.sql.ts'

/** Changes a customer. The currency is fixed as soon as an invoice or payment carries it. */
export const updateCustomer = implementing.customers.update.handler(
  async ({ input, context: { tx, today, audit } }) => {
    const { customerId, version, ...change } = input
    await lockCustomer(tx, customerId)
    const before = await readCustomer(tx, customerId, today)
    if (before.version !== version) {
      throw new Refused(
        'stale_version',
        `${before.name} is at version ${before.version} now. Load it again and repeat the change.`,
      )
    }
    const phone = change.phone ? phoneInE164(change.phone, tx.company.country) : change.phone
    const next: CustomerContent = { ...before, ...givenFields({ ...change, phone }) }
    if (next.defaultCurrency !== before.defaultCurrency) {
      requireSupportedCurrency(next.defaultCurrency, 'defaultCurrency')
      if (await hasUsedCurrency(tx, customerId)) {
        throw refuseField(
          'currency_fixed',
          'defaultCurrency',
          `${before.name} has invoices or payments in ${before.defaultCurrency}. Create a second customer for ${next.defaultCurrency}.`,
        )
      }
    }
    requireTierAndDeposit(next.tier, next.contractDepositPercent)
    await updateCustomerRow(tx, customerId, next)
    const after = await readCustomer(tx, customerId, today)
    audit.record({
      entity: 'customer',
      entityId: customerId,
      label: before.customerNumber,
      ...difference(before, after),
    })
    return after
  },
)
