import { z } from 'zod'
import { doVerification, verifyNightly } from '../../invoicing/verification/keep-verification.ts'
import { companyPayload, type Task } from './task.ts'

const verificationPayload = companyPayload.extend({ runId: z.uuid().optional() })

/** Verifies a company's books: a run that somebody asked for, or without one that of the night. */
export const verification: Task = async (platen, payload) => {
  const { companyId, runId } = verificationPayload.parse(payload)
  if (runId === undefined) await verifyNightly(platen, companyId)
  else await doVerification(platen, companyId, runId)
}
