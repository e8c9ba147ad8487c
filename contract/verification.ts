import { z } from 'zod'
import { doors } from './audit.ts'
import { reads, writes } from './operation.ts'

export const brokenPromise = z.object({
  id: z.string().meta({ description: 'The line of `platen verify`, such as LED-1' }),
  says: z.string().meta({ description: 'What should hold' }),
  brokenIds: z
    .array(z.string())
    .meta({ description: 'What breaks it, by number or id; at most a hundred are named' }),
})
export type BrokenPromise = z.infer<typeof brokenPromise>

export const verificationRun = z.object({
  id: z.uuid(),
  door: z.enum(doors),
  startedBy: z.string().nullable(),
  startedAt: z.string(),
  updatedAt: z.string(),
  finishedAt: z.string().nullable().meta({ description: 'Null while it is under way' }),
  tookMs: z.int().nullable(),
  lines: z.int().meta({ description: 'How many promises are looked into' }),
  checked: z.int().meta({ description: 'How many were so far' }),
  broken: z.array(brokenPromise).meta({ description: 'Empty when all holds' }),
  failure: z.string().nullable().meta({ description: 'Why it could not be finished' }),
})
export type VerificationRun = z.infer<typeof verificationRun>

const tags = ['Verification']

export const verificationContract = {
  show: reads('company.settings.read')
    .route({
      method: 'GET',
      path: '/verification',
      tags,
      summary: 'How the books stood when they were last verified, and what is under way',
    })
    .output(z.object({ last: verificationRun.nullable(), underWay: verificationRun.nullable() })),
  run: writes('company.maintenance.run')
    .route({
      method: 'POST',
      path: '/verification',
      tags,
      summary: 'Verify the books',
      description:
        'Has every balance, total, number, checksum and link of the audit log computed again by a worker; read the outcome from `GET /verification`. While a verification is under way, that one is given.',
    })
    .input(
      z.strictObject({
        anew: z.boolean().default(false).meta({ description: 'Begins another one beside one under way' }),
      }),
    )
    .output(verificationRun),
}
