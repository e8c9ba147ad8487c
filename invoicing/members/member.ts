import type { Member } from '../../contract/members.ts'
import type { Role } from '../../contract/permissions.ts'
import { Refused } from '../../contract/refusals.ts'

/** Only an owner makes, changes or removes an owner: an admin cannot raise anybody above themselves. */
export function requireMayGrant(callerRole: Role | null, ...touched: Role[]): void {
  if (callerRole === 'owner' || !touched.includes('owner')) return
  throw new Refused('forbidden', 'Only an owner can make, change or remove an owner.')
}

/** Refuses a change after which nobody would own the company. */
export function requireAnOwnerStays(members: readonly Member[], userId: string, nextRole: Role | null): void {
  const remaining = members.filter((member) => member.role === 'owner' && member.userId !== userId)
  if (nextRole === 'owner' || remaining.length > 0) return
  if (members.find((member) => member.userId === userId)?.role !== 'owner') return
  throw new Refused('last_owner', 'This is the last owner. Make somebody else an owner first.')
}
