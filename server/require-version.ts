import { Refused } from '../contract/refusals.ts'

/** Refuses a change that is based on an older version than the one that stands; `name` is what people call the thing. */
export function requireVersion(name: string, standing: number, read: number): void {
  if (standing === read) return
  throw new Refused(
    'stale_version',
    `${name} is at version ${standing} now. Load it again and repeat the change.`,
  )
}
