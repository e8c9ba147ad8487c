import { takeDailySnapshots } from '../../invoicing/aging/take-daily-snapshots.ts'
import { companyPayload, type Task } from './task.ts'

/** Keeps the aging of every customer with a balance, as the company's day begins. */
export const agingSnapshots: Task = async (platen, payload) => {
  await takeDailySnapshots(platen, companyPayload.parse(payload).companyId)
}
