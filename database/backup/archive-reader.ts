import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { trailerBytes, trailerFor } from './archive-trailer.ts'
import { blockBytes, paddingAfter, readTarHeader, type TarEntry } from './tar.ts'

export interface Archive {
  bytes: number
  /** Of every byte before it, as it stands at the end. */
  checksum: string
  entries: readonly TarEntry[]
  read(name: string): Promise<Buffer>
  close(): Promise<void>
}

const readBytes = 1024 * 1024

/**
 * Opens an archive that is whole to the last byte; refuses what is none, was cut off, or was changed. Reads all of it
 * once for that, before anybody believes a word of it.
 */
export async function openArchive(file: string, onProgress: (line: string) => void): Promise<Archive> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw unread(file, error)
  })
  try {
    const status = await handle.stat()
    const { size } = status
    if (!status.isFile() || !readTarHeader(await readAt(handle, 0, blockBytes)))
      throw notUsable(`${file} is no backup of Platen.`)
    const checksum = await checksumOf(handle, size, file, onProgress)
    const places = await placesIn(handle, size - trailerBytes, file)
    return {
      bytes: size,
      checksum,
      entries: [...places.values()],
      read: async (name) => {
        const place = places.get(name)
        if (!place) throw notUsable(`${file} lacks ${name}, so it cannot be restored.`)
        return readAt(handle, place.offset, place.size)
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Whatever is wrong with a backup itself. */
export function notUsable(message: string): Refused {
  return new Refused('backup_not_usable', message, [{ path: 'FILE', message }])
}

async function checksumOf(
  handle: FileHandle,
  size: number,
  file: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const trailer = await readAt(handle, Math.max(0, size - trailerBytes), Math.min(size, trailerBytes))
  const checksum = trailer.toString('latin1', blockBytes, blockBytes + 64)
  if (!trailer.equals(trailerFor(checksum))) {
    throw notUsable(
      `${file} does not end as a backup ends: it was cut off, or changed after it was written. Take another copy of it, or an older backup.`,
    )
  }
  const hash = createHash('sha256')
  const until = size - trailerBytes
  for (let from = 0; from < until; from += readBytes) {
    hash.update(await readAt(handle, from, Math.min(readBytes, until - from)))
    onProgress(`Checking ${file}: ${Math.floor((from / until) * 100)} %`)
  }
  if (hash.digest('hex') !== checksum) {
    throw notUsable(
      `${file} was changed after it was written: its checksum does not fit. Take another copy of it, or an older backup.`,
    )
  }
  return checksum
}

type Place = TarEntry & { offset: number }

async function placesIn(handle: FileHandle, until: number, file: string): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  for (let at = 0; at < until; ) {
    const entry = readTarHeader(await readAt(handle, at, blockBytes))
    if (!entry) throw notUsable(`${file} is an archive, but no backup of Platen.`)
    const offset = at + blockBytes
    places.set(entry.name, { ...entry, offset })
    at = offset + entry.size + paddingAfter(entry.size)
  }
  return places
}

/** Exactly that many bytes, or fewer where the file ends. */
async function readAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await handle.read(buffer, read, length - read, from + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return buffer.subarray(0, read)
}

function unread(file: string, error: unknown): Refused {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = code === 'ENOENT' ? 'is not there' : code === 'EACCES' ? 'may not be read by you' : null
  return refuseField(
    'invalid_input',
    'FILE',
    reason ? `${file} ${reason}.` : `${file} cannot be read: ${String(error)}`,
  )
}
