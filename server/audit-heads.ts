import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type NotedHead, notedHead } from '../contract/audit.ts'

/** Where heads are noted down: anything that somebody who rewrites the database does not reach. */
export interface AuditHeads {
  note(companyId: string, head: NotedHead): Promise<void>
  /** Oldest first. */
  noted(companyId: string): Promise<NotedHead[]>
}

/** Heads in a directory: a file a company, a line a day, only ever appended to. */
export function headsInFiles(directory: string): AuditHeads {
  const fileOf = (companyId: string) => join(directory, `${companyId}.jsonl`)
  return {
    note: async (companyId, head) => {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const file = await open(fileOf(companyId), 'a', 0o600)
      try {
        await file.write(`${JSON.stringify(head)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    noted: async (companyId) => {
      const file = fileOf(companyId)
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
        throw error
      })
      // What has no line end was cut off while it was written, and never counted.
      return text
        .split('\n')
        .slice(0, -1)
        .map((line, index) => headIn(line, `${file}, line ${index + 1}`))
    },
  }
}

function headIn(line: string, place: string): NotedHead {
  try {
    return notedHead.parse(JSON.parse(line))
  } catch {
    throw new Error(
      `${place} is no noted head of the audit log: somebody changed the file, or the disk did. Put it back from a backup; the heads in it cannot be compared before.`,
    )
  }
}
