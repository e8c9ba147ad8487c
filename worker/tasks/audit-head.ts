import { mailHead } from '../../invoicing/audit/mail-head.ts'
import { noteHead } from '../../invoicing/audit/note-head.ts'
import { companyPayload, type Task } from './task.ts'

/**
 * Notes the head of the audit log down outside the database, as the company's day begins, and mails it. A mail server
 * that is away fails the job, which is tried again later; the head is noted by then.
 */
export const auditHead: Task = async (platen, payload) => {
  const { companyId } = companyPayload.parse(payload)
  await noteHead(platen, companyId)
  await mailHead(platen, companyId)
}
