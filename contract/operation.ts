import { oc } from '@orpc/contract'
import type { Permission } from './permissions.ts'

/**
 * What every operation declares about itself.
 * - `permission`: one permission; `signed-in` for what any person may do with their own session; `public` for
 *   signing in and up.
 * - `effect`: `read` runs read-only; `write` has idempotency, dry run and an audit entry; `session` touches only the
 *   caller's own session and belongs to no company.
 * - `closesBooks`: waits for every posting under way, so that no entry slips into a day that is being closed.
 * - `secretReply`: the reply shows a secret once, so it is never stored under an idempotency key.
 */
export interface OperationMeta {
  permission: Permission | 'signed-in' | 'public'
  effect: 'read' | 'write' | 'session'
  closesBooks?: boolean
  secretReply?: boolean
}

const base = oc.$meta<OperationMeta>({ permission: 'public', effect: 'read' })

/** An operation that only reads. */
export function reads(permission: OperationMeta['permission']) {
  return base.meta({ permission, effect: 'read' })
}

/** An operation that changes something of the company. */
export function writes(
  permission: Permission,
  more: Pick<OperationMeta, 'closesBooks' | 'secretReply'> = {},
) {
  return base.meta({ permission, effect: 'write', ...more })
}

/** An operation on the caller's own session. */
export function session(permission: 'signed-in' | 'public') {
  return base.meta({ permission, effect: 'session' })
}
