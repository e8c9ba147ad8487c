import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { requireCreditTransition } from './credit-limit.ts'
import {
  readCreditLimits,
  readLimitStatus,
  syncCreditMirror,
  updateLimitStatus,
} from './credit-limits.sql.ts'

/** Approves a requested limit, revokes one, or requests a revoked one again (B: Credit Limit Status). */
export const setLimitStatus = implementing.creditLimits.setStatus.handler(
  async ({ input, context: { tx, caller, audit } }) => {
    const customer = await lockCustomer(tx, input.customerId)
    const from = await readLimitStatus(tx, customer.id, input.creditLimitId)
    const approvalReference = input.approvalReference ?? null
    requireCreditTransition(from, input.status, approvalReference)
    const reason = input.reason ?? null
    await updateLimitStatus(tx, input.creditLimitId, {
      status: input.status,
      approvalReference,
      reason,
      byUserId: caller.userId,
    })
    await syncCreditMirror(tx, [customer.id])
    const limits = await readCreditLimits(tx, customer.id, customer.defaultCurrency)
    const changed = limits.find((limit) => limit.id === input.creditLimitId)
    if (!changed) throw new Error('A limit that is locked is not there')
    audit.record({
      entity: 'credit_limit',
      entityId: changed.id,
      label: customer.name,
      reason,
      before: { status: from },
      after: { status: changed.status, approvalReference },
    })
    return changed
  },
)
