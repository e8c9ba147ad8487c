import { z } from 'zod'
import { Refused } from '../../contract/refusals.ts'
import { notUsable } from './archive-reader.ts'

/** Rises when a Platen of today could not read what is written from then on. */
export const backupFormat = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const backedUpTable = z.object({
  name: z.string(),
  /** In the order in which they stand in the rows. */
  columns: z.array(z.string()),
  rows: z.number().int(),
  /** The compressed parts, each of them and all of them together readable with gunzip. */
  parts: z.array(z.string()),
  /** Of the rows as COPY gives them, all parts together. */
  sha256,
})
export type BackedUpTable = z.infer<typeof backedUpTable>

const manifest = z.object({
  format: z.literal(backupFormat),
  id: z.uuid(),
  platen: z.string(),
  postgres: z.string(),
  /** The instant that it shows: everything committed before is in it, nothing after. */
  takenAt: z.iso.datetime(),
  migrations: z.array(z.string()).min(1),
  companies: z.number().int(),
  tables: z.array(backedUpTable),
  /** The jobs that waited or were under way, as rows of one more table. */
  jobs: backedUpTable,
  /** Where each sequence stands; null where it gave no number yet. */
  sequences: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
  /** What is kept in files beside the database, each at `files/` and its path. */
  files: z.array(z.string()),
  /** Tells whether the secret of another installation is the same, without telling the secret. */
  secretFingerprint: sha256.nullable(),
})
export type Manifest = z.infer<typeof manifest>

/** Reads what a backup says of itself; one of a newer format is refused with what to do. */
export function readManifest(file: string, text: string): Manifest {
  const given = parsed(text)
  const { format, platen } = z
    .looseObject({ format: z.number(), platen: z.string() })
    .catch({ format: 0, platen: '' })
    .parse(given)
  if (format > backupFormat) {
    throw new Refused(
      'backup_newer',
      `${file} was written by Platen ${platen} in format ${format}, and this one reads format ${backupFormat}. Restore it with a Platen at least as new.`,
    )
  }
  const read = manifest.safeParse(given)
  if (!read.success) throw notUsable(`${file} does not say what is in it, so it is no backup of Platen.`)
  return read.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** How many rows are in it, jobs apart. */
export function rowsIn({ tables }: { tables: readonly { rows: number }[] }): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}
