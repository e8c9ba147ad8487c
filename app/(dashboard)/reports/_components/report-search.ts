import { z } from 'zod'
import { civilDate } from '../../../../contract/dates.ts'

/** What the address of a report of some days says. */
export const reportSearch = z.object({
  from: civilDate.optional().catch(undefined),
  to: civilDate.optional().catch(undefined),
  currency: z.string().length(3).optional().catch(undefined),
})
