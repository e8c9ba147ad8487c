import { z } from 'zod'
import { reads, writes } from './operation.ts'
import { agingBucketTotals } from './reports.ts'

export const agingSnapshot = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  currency: z.string(),
  snapshotDate: z.string(),
  ...agingBucketTotals,
  totalInvoices: z.number(),
  generatedVia: z.enum(['scheduled', 'on_demand']),
  generatedBy: z.string().nullable(),
  statementId: z.uuid().nullable(),
  createdAt: z.string(),
})
export type AgingSnapshot = z.infer<typeof agingSnapshot>

const customerId = z.uuid().meta({ positional: true })
const path = '/customers/{customerId}/aging-snapshots' as const
const tags = ['Aging']

export const agingSnapshotsContract = {
  list: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path,
      tags,
      summary: 'Kept agings of a customer, newest day first; the last 400',
    })
    .input(z.strictObject({ customerId }))
    .output(z.object({ data: z.array(agingSnapshot) })),
  create: writes('accounting.statements.write')
    .route({
      method: 'POST',
      path,
      successStatus: 201,
      tags,
      summary: 'Keep the aging of a customer as of today',
    })
    .input(z.strictObject({ customerId }))
    .output(agingSnapshot),
}
