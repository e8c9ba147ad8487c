import { createHash, randomBytes } from 'node:crypto'

/** A new API key: `platen_` and 40 random characters. Only its hash is kept. */
export function newApiKey(): { key: string; prefix: string; hash: Buffer } {
  const key = `platen_${randomBytes(30).toString('base64url')}`
  return { key, prefix: key.slice(0, 12), hash: hashApiKey(key) }
}

/** A key has 240 random bits, so that one plain hash is enough to keep it by. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
