import { z } from 'zod'
import { reads } from './operation.ts'

export const systemState = z.object({
  platenVersion: z.string(),
  database: z.object({
    version: z.string().meta({ description: 'Of PostgreSQL' }),
    bytes: z.number().meta({ description: 'What the whole database takes on disk' }),
    migrations: z.int().meta({ description: 'How many were applied' }),
    lastMigration: z
      .string()
      .nullable()
      .meta({ description: 'Platen starts only on a database that has all that it knows' }),
  }),
  workers: z
    .array(z.object({ startedAt: z.string(), seenAt: z.string() }))
    .meta({ description: 'Worker processes heard of within a minute' }),
  queue: z
    .array(
      z.object({
        task: z.string(),
        waiting: z.int(),
        retrying: z.int().meta({ description: 'Failed, and tried again later' }),
        failed: z.int().meta({ description: 'Failed for the last time' }),
        oldestDueAt: z.string().nullable(),
        lastError: z.string().nullable(),
      }),
    )
    .meta({ description: 'Jobs of this company that are not done, by task' }),
  lastBackup: z
    .object({
      takenAt: z.string().meta({ description: 'The instant that it shows' }),
      bytes: z.number(),
      rows: z.number(),
      restoredAt: z.string().nullable(),
    })
    .nullable()
    .meta({ description: 'Null when none was ever written by `platen backup`' }),
})
export type SystemState = z.infer<typeof systemState>

export const systemContract = {
  show: reads('company.settings.read')
    .route({
      method: 'GET',
      path: '/system',
      tags: ['System'],
      summary: 'Database, workers, jobs that wait, and the last backup',
    })
    .output(systemState),
}

/** What a worker does, as a shop owner calls it. */
export const taskLabels: Record<string, string> = {
  'aging-snapshots': 'Agings of the day',
  'audit-head': 'Noting the audit log’s seal',
  'credit-mirror': 'Credit limits',
  'fold-rollups': 'Figures of the cards',
  verification: 'Verification',
}
