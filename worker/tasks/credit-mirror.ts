import { followLimits } from '../../invoicing/credit/follow-limits.ts'
import { companyPayload, type Task } from './task.ts'

/** Lets the customers' mirror of their credit limit follow limits that began or ended. */
export const creditMirror: Task = async (platen, payload) => {
  await followLimits(platen, companyPayload.parse(payload).companyId)
}
