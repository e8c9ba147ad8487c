import { z } from 'zod'

export const batchOutcomes = ['done', 'refused', 'unchanged'] as const
export type BatchOutcome = (typeof batchOutcomes)[number]
/** How one row of a batch came out; each row is a transaction of its own. */
export const rowOutcome = {
  outcome: z.enum(batchOutcomes),
  code: z.string().nullable().meta({ description: 'The refusal’s code' }),
  detail: z.string().nullable().meta({ description: 'Why it was refused, or needed no change' }),
}
