import { refuseField } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { AuditTrail } from '../../server/audit-trail.ts'
import { clearDefaultGroup, type GroupContent, hasGroupName } from './groups.sql.ts'

/** Refuses the name of another group of the company, whatever its case (B: unique per company). */
export async function requireFreeName(tx: Transaction, name: string, groupId: string | null): Promise<void> {
  if (!(await hasGroupName(tx, name, groupId))) return
  throw refuseField(
    'group_name_taken',
    'name',
    `There is a group named ${name} already. Add customers to it, or choose another name.`,
  )
}

/** Takes the default mark from the group that has it, so that this one can; comes before the group is written. */
export async function takeOverDefault(
  tx: Transaction,
  audit: AuditTrail,
  { isDefault }: GroupContent,
  groupId: string | null,
): Promise<void> {
  if (!isDefault) return
  for (const before of await clearDefaultGroup(tx, groupId)) {
    audit.record({
      entity: 'customer_group',
      entityId: before.id,
      label: before.name,
      before: { isDefault: true },
      after: { isDefault: false },
    })
  }
}
