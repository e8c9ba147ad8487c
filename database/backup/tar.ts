/** A tar archive is made of blocks of this size. */
export const blockBytes = 512

/** A file in a tar archive: what stands in its header. */
export interface TarEntry {
  name: string
  size: number
}

/** The header of a file, as `tar` itself writes it (ustar): readable and writable for its owner only. */
export function tarHeader({ name, size }: TarEntry, modifiedAt: Date): Buffer {
  if (Buffer.byteLength(name) > 100) throw new RangeError(`A name in a backup is too long: ${name}`)
  const header = Buffer.alloc(blockBytes)
  header.write(name, 0)
  header.write(octal(0o600, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(size, 12), 124)
  header.write(octal(Math.floor(modifiedAt.getTime() / 1000), 12), 136)
  header.write('0', 156)
  header.write('ustar\u000000', 257)
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** What a header says, or null where none stands. */
export function readTarHeader(block: Buffer): TarEntry | null {
  if (block.length !== blockBytes || block.toString('latin1', 257, 262) !== 'ustar') return null
  if (Number.parseInt(block.toString('latin1', 148, 154), 8) !== sumOf(block)) return null
  const end = block.indexOf(0)
  const size = Number.parseInt(block.toString('latin1', 124, 135), 8)
  if (end < 1 || end > 100 || !Number.isSafeInteger(size)) return null
  return { name: block.toString('utf8', 0, end), size }
}

/** How many bytes fill up the last block of a file. */
export function paddingAfter(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`
}

/** The sum of the header's bytes, with the place of the sum itself taken for blanks. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0)
}
