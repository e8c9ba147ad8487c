import { blockBytes, tarHeader } from './tar.ts'

/** How a backup ends: a last file with the checksum of every byte before it, and the two empty blocks of a tar archive. */
export const trailerBytes = 4 * blockBytes

/** The same bytes for the same checksum, so that one that was changed is seen too. */
export function trailerFor(checksum: string): Buffer {
  const content = Buffer.from(`${checksum}\n`)
  const trailer = Buffer.alloc(trailerBytes)
  tarHeader({ name: 'checksum.sha256', size: content.length }, new Date(0)).copy(trailer)
  content.copy(trailer, blockBytes)
  return trailer
}
