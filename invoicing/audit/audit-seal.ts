import { createHash } from 'node:crypto'

/**
 * The hash of a seal, in hexadecimal: SHA-256 over a text of the hash before it, its position, and the entry's own text, a
 * line each.
 */
export function sealOf(previousHash: string, position: number, entryText: string): string {
  return createHash('sha256').update(`${previousHash}\n${position}\n${entryText}`).digest('hex')
}
