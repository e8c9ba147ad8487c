import { notAllowed, useMay } from '../../../../../components/features/session.ts'
import type { Permission } from '../../../../../contract/permissions.ts'

/** Why a button is closed to the caller; undefined when it is open. */
export function useWhyNot(permission: Permission): string | undefined {
  return useMay(permission) ? undefined : notAllowed
}
