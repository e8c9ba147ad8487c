import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { sumCents } from '../money/money.ts'
import { chooseShares } from './allocate.ts'
import { readCreditLeft } from './allocations.sql.ts'
import { applyCredit } from './apply.ts'
import { creditOf } from './show-credit.ts'

/** Puts a customer's unapplied credit to invoices, the oldest of it first. */
export const applyUnappliedCredit = implementing.credit.apply.handler(async ({ input, context }) => {
  const { tx, audit } = context
  const customer = await lockCustomer(tx, input.customerId)
  const sources = await readCreditLeft(tx, customer.id)
  const { shares } = await chooseShares(tx, customer, input.allocations, {
    availableCents: sumCents(sources.map(({ unappliedCents }) => unappliedCents)),
    available: 'the unapplied credit is',
  })
  const allocations = await applyCredit(context, customer, shares, sources)
  const left = creditOf(customer, await readCreditLeft(tx, customer.id))
  audit.record({
    entity: 'customer',
    entityId: customer.id,
    label: customer.customerNumber,
    after: { unappliedCredit: left.unappliedCredit, allocations },
  })
  return { ...left, allocations }
})
