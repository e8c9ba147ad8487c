import { foldRollups } from '../../invoicing/rollups/fold-rollups.ts'
import { companyPayload, type Task } from './task.ts'

/** Folds the changes that wait in a company's rollups, so that reading them stays quick. */
export const foldRollupsTask: Task = async (platen, payload) => {
  await foldRollups(platen, companyPayload.parse(payload).companyId)
}
