import { createHmac, randomBytes } from 'node:crypto'

export const sessionCookie = 'platen_session'
export const sessionDays = 30
export const invitationDays = 7

/** A token for a session or an invitation: 256 random bits, of which the database keeps a keyed hash only. */
export function newToken(secret: string): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(secret, token) }
}

export function hashToken(secret: string, token: string): Buffer {
  return createHmac('sha256', secret).update(token).digest()
}

export function inDays(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000)
}
