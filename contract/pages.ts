import { z } from 'zod'

/** What every list takes: how many rows, and where the last page ended. */
export const pageInput = {
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Rows a page, 1 to 100' }),
  cursor: z.string().max(500).optional().meta({ description: 'nextCursor of the page before' }),
}

export const direction = z.enum(['asc', 'desc'])

/** A page of rows, by keyset: `nextCursor` is null on the last one. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), nextCursor: z.string().nullable() })
}

/** The version a change is based on; a stale one is refused. */
export const version = z
  .number()
  .int()
  .min(1)
  .meta({ description: 'Version that was read; a stale one is refused' })

/** The version that somebody looked at before they decided. */
export const seenVersion = version
  .optional()
  .meta({ description: 'What the caller saw; refused when somebody changed the document since' })
