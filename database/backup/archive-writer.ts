import { createHash, randomBytes } from 'node:crypto'
import { existsSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Refused, refuseField } from '../../contract/refusals.ts'
import { trailerFor } from './archive-trailer.ts'
import { paddingAfter, tarHeader } from './tar.ts'

export interface ArchiveWriter {
  /** Adds a file to the archive. */
  add(name: string, content: Uint8Array): Promise<void>
  /** Ends the archive, has it on the disk, and gives it its name. */
  finish(): Promise<{ bytes: number; checksum: string }>
  /** Leaves nothing behind, unless it was finished. */
  discard(): Promise<void>
}

/**
 * Writes an archive under another name beside its place, readable for its owner only, and gives it its name when it is
 * whole: nobody ever takes half a backup for a backup, and one that is there stays until the new one can stand in.
 */
export async function writeArchive(
  file: string,
  { replace, modifiedAt }: { replace: boolean; modifiedAt: Date },
): Promise<ArchiveWriter> {
  refusePlace(file, replace)
  const partial = join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}.partial`)
  const handle = await open(partial, 'wx', 0o600).catch((error: unknown) => {
    throw untaken(file, error)
  })
  const hash = createHash('sha256')
  let bytes = 0
  let isOpen = true
  const close = async () => {
    if (isOpen) await handle.close()
    isOpen = false
  }
  const write = async (content: Uint8Array) => {
    await writeWhole(handle, content).catch((error: unknown) => {
      throw untaken(file, error)
    })
    bytes += content.length
  }
  const hashed = async (content: Uint8Array) => {
    hash.update(content)
    await write(content)
  }
  return {
    add: async (name, content) => {
      await hashed(tarHeader({ name, size: content.length }, modifiedAt))
      await hashed(content)
      await hashed(Buffer.alloc(paddingAfter(content.length)))
    },
    finish: async () => {
      const checksum = hash.digest('hex')
      await write(trailerFor(checksum))
      await handle.sync()
      await close()
      refusePlace(file, replace)
      await rename(partial, file)
      await syncDirectory(dirname(file))
      return { bytes, checksum }
    },
    discard: async () => {
      await close()
      rmSync(partial, { force: true })
    },
  }
}

/** Refuses a place that cannot take the backup, before any work is done for it. */
export function refusePlace(file: string, replace: boolean): void {
  if (!existsSync(dirname(file))) {
    throw refuseField('invalid_input', 'FILE', `There is no directory ${dirname(file)}. Make it first.`)
  }
  if (!existsSync(file)) return
  if (!statSync(file).isFile()) {
    throw refuseField('invalid_input', 'FILE', `${file} is not a file. Name the file to write.`)
  }
  if (!replace) {
    throw refuseField(
      'invalid_input',
      'FILE',
      `${file} is there already. Choose another name, or write over it with --force.`,
    )
  }
}

async function writeWhole(handle: FileHandle, content: Uint8Array): Promise<void> {
  for (let from = 0; from < content.length; ) {
    const { bytesWritten } = await handle.write(content, from)
    from += bytesWritten
  }
}

/** Has the new name on the disk too, where the system can do that for a directory. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function untaken(file: string, error: unknown): Refused {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full. Nothing was kept; make room, or choose another place.',
    EDQUOT: 'your share of the disk is used up. Nothing was kept; make room, or choose another place.',
    EACCES: 'you may not write there. Choose another place.',
    EPERM: 'you may not write there. Choose another place.',
    EROFS: 'nothing can be written there. Choose another place.',
    EFBIG: 'the disk takes no file of this size. Choose another place.',
  }
  return refuseField(
    'invalid_input',
    'FILE',
    `${file} could not be written: ${reasons[code] ?? String(error)}`,
  )
}
