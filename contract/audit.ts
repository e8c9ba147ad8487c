import { z } from 'zod'
import { civilDate } from './dates.ts'
import { reads } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { searchText } from './text.ts'

/** Through which door a change came. */
export const doors = ['screen', 'rest', 'cli', 'worker'] as const
export type Door = (typeof doors)[number]

/** The kinds of things that changes are about. */
export const auditEntities = [
  'company',
  'customer',
  'contact',
  'address',
  'customer_group',
  'communication',
  'credit_limit',
  'statement',
  'aging_snapshot',
  'quote',
  'job',
  'invoice',
  'payment',
  'refund',
  'credit_memo',
  'note',
  'member',
  'api_key',
  'import',
  'activity_entry',
  'backfill',
  'verification',
] as const
export type AuditEntity = (typeof auditEntities)[number]

export const auditEntry = z.object({
  id: z.string(),
  occurredAt: z.string(),
  actor: z.string(),
  actorId: z.uuid(),
  door: z.enum(doors),
  operation: z.string(),
  entity: z.string(),
  entityId: z.string(),
  label: z.string().nullable().meta({ description: 'Number or name of what was changed' }),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  position: z
    .int()
    .nullable()
    .meta({ description: 'Position in the sealed chain; null for the moment before it is sealed' }),
})
export type AuditEntry = z.infer<typeof auditEntry>

/** The last seal of a company's audit log as it was noted down on one of its days, outside the database. */
export const notedHead = z.object({
  day: civilDate,
  position: z.int().min(1),
  /** In hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  notedAt: z.string(),
})
export type NotedHead = z.infer<typeof notedHead>

export const auditHead = z.object({
  position: z.int().meta({ description: 'Position of the last sealed entry; 0 before the first' }),
  hash: z.string().meta({ description: 'SHA-256 over all sealed entries, in hexadecimal' }),
  sealedAt: z.string().nullable(),
  waiting: z.int().meta({ description: 'Entries that are about to be sealed' }),
  lastNoted: z
    .object({ day: civilDate, position: z.int() })
    .nullable()
    .meta({ description: 'The last head that was noted outside the database' }),
})
export type AuditHead = z.infer<typeof auditHead>

const auditFilter = {
  entity: searchText(50).optional().meta({ description: 'Kind of thing, such as invoice' }),
  entityId: z.uuid().optional(),
  actor: z.uuid().optional(),
  operation: searchText(100).optional().meta({ description: 'Such as invoices.void' }),
  q: searchText(200).optional().meta({ description: 'Part of the number or name of what was changed' }),
  from: civilDate.optional(),
  to: civilDate.optional(),
}

export const auditContract = {
  head: reads('accounting.audit.read')
    .route({
      method: 'GET',
      path: '/audit-log/head',
      tags: ['Audit log'],
      summary: 'The seal over the whole audit log',
      description:
        'Note position and hash down somewhere else: from then on nobody can change what stands before it unseen.',
    })
    .output(auditHead),
  list: reads('accounting.audit.read')
    .route({
      method: 'GET',
      path: '/audit-log',
      tags: ['Audit log'],
      summary: 'Every change of state, newest first',
    })
    .input(z.strictObject({ ...pageInput, ...auditFilter }))
    .output(pageOf(auditEntry)),
  csv: reads('accounting.audit.read')
    .route({
      method: 'GET',
      path: '/audit-log/csv',
      tags: ['Audit log'],
      summary: 'The audit log as a CSV file, with positions and seals',
      description: 'At most 20,000 entries; narrow the days when there are more.',
    })
    .input(z.strictObject(auditFilter))
    .output(z.file()),
  actors: reads('accounting.audit.read')
    .route({
      method: 'GET',
      path: '/audit-log/actors',
      tags: ['Audit log'],
      summary: 'Members, and who else changed something lately',
    })
    .output(z.object({ data: z.array(z.object({ id: z.uuid(), name: z.string() })) })),
}
