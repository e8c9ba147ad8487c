import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { formatDate, todayIn } from '../calendar/calendar.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { decimalText } from '../money/money.ts'
import { insertCreditLimit, readCreditLimits, syncCreditMirror } from './credit-limits.sql.ts'

/**
 * Sets a limit, or requests one that somebody has to approve (B: CustomerCreditLimit). It may begin or end in the
 * future; a later one supersedes it from the moment it begins.
 */
export const setCreditLimit = implementing.creditLimits.create.handler(
  async ({ input, context: { tx, caller, audit, platen } }) => {
    const customer = await lockCustomer(tx, input.customerId)
    const limitCents = centsInCurrency(input.limitAmount, customer.defaultCurrency, 'limitAmount')
    const effectiveAt = input.effectiveAt ?? null
    const expiresAt = input.expiresAt ?? null
    const now = platen.clock.now()
    const begins = effectiveAt === null ? now : new Date(effectiveAt)
    if (expiresAt !== null && Date.parse(expiresAt) <= begins.getTime()) {
      throw refuseField(
        'expires_before_effective',
        'expiresAt',
        `The limit begins on ${formatDate(todayIn(tx.company.timeZone, begins))}: let it expire later, or leave the end open.`,
      )
    }
    const id = await insertCreditLimit(tx, {
      customerId: customer.id,
      limitAmount: decimalText(limitCents),
      effectiveAt,
      expiresAt,
      status: input.status ?? 'approved',
      reason: input.reason ?? null,
      approvalReference: input.approvalReference ?? null,
      changedByUserId: caller.userId,
    })
    await syncCreditMirror(tx, [customer.id])
    const made = (await readCreditLimits(tx, customer.id, customer.defaultCurrency)).find(
      (limit) => limit.id === id,
    )
    if (!made) throw new Error('A limit just made is not there')
    const { limitAmount, status, reason, approvalReference } = made
    audit.record({
      entity: 'credit_limit',
      entityId: id,
      label: customer.name,
      reason,
      after: {
        customerId: customer.id,
        customerName: customer.name,
        limitAmount,
        status,
        effectiveAt: made.effectiveAt,
        expiresAt,
        approvalReference,
      },
    })
    return made
  },
)
