import { hash, verify } from '@node-rs/argon2'

/** Argon2id with the library's defaults (19 MiB, two passes): the usual recommendation for interactive sign-in. */
export function hashPassword(password: string): Promise<string> {
  return hash(password)
}

let decoy: Promise<string> | undefined

/**
 * Whether a password is right. For an unknown e-mail (`hashed` null) the same work is done, so that the time of the
 * answer does not tell whether somebody exists.
 */
export async function passwordFits(hashed: string | null, password: string): Promise<boolean> {
  if (hashed !== null) return verify(hashed, password)
  decoy ??= hash('nobody has this password')
  await verify(await decoy, password)
  return false
}
