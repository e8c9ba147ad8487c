import { z } from 'zod'
import type { Platen } from '../../server/platen.ts'

/** A task does one job as the company that enqueued it. It may be run twice, and may be cut off at any point. */
export type Task = (platen: Platen, payload: unknown) => Promise<void>

/** The company that every job names. */
export const companyPayload = z.object({ companyId: z.uuid() })
