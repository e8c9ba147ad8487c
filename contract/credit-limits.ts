import { z } from 'zod'
import { instant } from './dates.ts'
import { money } from './money.ts'
import { reads, writes } from './operation.ts'
import { line, paragraphs } from './text.ts'

export const creditLimitStatuses = ['pending', 'approved', 'revoked'] as const
export type CreditLimitStatus = (typeof creditLimitStatuses)[number]
export const creditLimitStatusLabels: Record<CreditLimitStatus, string> = {
  pending: 'Pending',
  approved: 'Approved',
  revoked: 'Revoked',
}

export const creditLimit = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  limitAmount: z.string(),
  effectiveAt: z.string(),
  expiresAt: z.string().nullable(),
  status: z.enum(creditLimitStatuses),
  isInForce: z.boolean().meta({ description: 'Approved, begun, not expired, and the latest of those' }),
  reason: z.string().nullable(),
  approvalReference: z.string().nullable(),
  changedBy: z.string().nullable(),
  createdAt: z.string(),
})
export type CreditLimit = z.infer<typeof creditLimit>

/** Where a customer stands against the limit in force. */
export const creditPosition = z.object({
  currency: z.string(),
  limit: z.string().nullable(),
  used: z.string().meta({ description: 'The balance from the ledger, unapplied credit counted' }),
  available: z.string().nullable().meta({ description: 'Null without a limit, negative when over it' }),
})

const customerId = z.uuid().meta({ positional: true })
const path = '/customers/{customerId}/credit-limits' as const
const tags = ['Credit limits']

export const creditLimitsContract = {
  list: reads('accounting.customers.read')
    .route({
      method: 'GET',
      path,
      tags,
      summary: 'The limits of a customer, newest first, and where the customer stands',
    })
    .input(z.strictObject({ customerId }))
    .output(z.object({ position: creditPosition, data: z.array(creditLimit) })),
  create: writes('accounting.customers.manage_credit')
    .route({ method: 'POST', path, successStatus: 201, tags, summary: 'Set or request a credit limit' })
    .input(
      z.strictObject({
        customerId,
        limitAmount: money,
        effectiveAt: instant.optional().meta({ description: 'Now when left out' }),
        expiresAt: instant.nullable().optional(),
        reason: paragraphs(2_000).nullable().optional(),
        status: z.enum(['pending', 'approved']).optional().meta({ description: 'approved when left out' }),
        approvalReference: line(100).nullable().optional(),
      }),
    )
    .output(creditLimit),
  setStatus: writes('accounting.customers.manage_credit')
    .route({
      method: 'POST',
      path: `${path}/{creditLimitId}/status`,
      tags,
      summary: 'Approve, revoke or request a limit again',
    })
    .input(
      z.strictObject({
        customerId,
        creditLimitId: z.uuid(),
        status: z.enum(creditLimitStatuses),
        approvalReference: line(100)
          .nullable()
          .optional()
          .meta({ description: 'Needed to approve a pending limit' }),
        reason: paragraphs(2_000).nullable().optional(),
      }),
    )
    .output(creditLimit),
}
