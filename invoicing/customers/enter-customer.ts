import type { Running } from '../../server/operation.ts'
import { insertMember, readDefaultGroup } from '../groups/group-members.sql.ts'
import type { CustomerContent } from './customer-content.ts'
import { insertCustomer } from './customers.sql.ts'

/**
 * Puts a new customer into the books, and into the company's default group. The number is taken when all else is known:
 * until the commit everybody else waits for the next one.
 */
export async function enterCustomer(
  { tx, caller, audit }: Running,
  content: CustomerContent,
  takeNumber: () => Promise<string>,
): Promise<{ id: string; customerNumber: string }> {
  const group = await readDefaultGroup(tx)
  const customerNumber = await takeNumber()
  const id = await insertCustomer(tx, customerNumber, content, caller.userId)
  if (group) await insertMember(tx, group.id, id)
  audit.record({
    entity: 'customer',
    entityId: id,
    label: customerNumber,
    after: { customerNumber, ...content, group: group?.name ?? null },
  })
  return { id, customerNumber }
}
