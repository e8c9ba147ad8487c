import { z } from 'zod'
import { civilDate } from './dates.ts'
import { reads } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { searchText } from './text.ts'

/** Through which door a change came. */
export const doors = ['screen', 'rest', 'cli', 'worker'] as const
export type Door = (typeof doors)[number]

export const auditEntry = z.object({
  id: z.string(),
  occurredAt: z.string(),
  actor: z.string(),
  door: z.enum(doors),
  operation: z.string(),
  entity: z.string(),
  entityId: z.string(),
  label: z.string().nullable().meta({ description: 'Number or name of what was changed' }),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditContract = {
  list: reads('accounting.audit.read')
    .route({
      method: 'GET',
      path: '/audit-log',
      tags: ['Audit log'],
      summary: 'Every change of state, newest first',
    })
    .input(
      z.strictObject({
        ...pageInput,
        entity: searchText(50).optional(),
        entityId: z.uuid().optional(),
        actor: z.uuid().optional(),
        from: civilDate.optional(),
        to: civilDate.optional(),
      }),
    )
    .output(pageOf(auditEntry)),
}
