import { refuseField } from '../contract/refusals.ts'

/** Where a page ended: the sorted value of its last row, as text of the database, and the row's id. */
export interface Place {
  value: string
  id: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify([place.value, place.id])).toString('base64url')
}

/** Reads a cursor that a client sent back. `fits` says whether a text can be a value of the sorted column. */
export function placeOf(cursor: string | undefined, fits: (value: string) => boolean): Place | null {
  if (cursor === undefined) return null
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(read) && read.length === 2) {
      const [value, id]: unknown[] = read
      if (typeof value === 'string' && typeof id === 'string' && uuid.test(id) && fits(value))
        return { value, id }
    }
  } catch {
    // Falls through: whatever it is, it is not one of ours.
  }
  throw refuseField(
    'invalid_input',
    'cursor',
    'is not the nextCursor of this list with this sort. Start again without a cursor.',
  )
}

/** Cuts rows that were read one beyond the limit into a page and the cursor of the next. */
export function pageFrom<Row>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => Place,
): { rows: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? cursorOf(place(last)) : null }
}

/** Whether a text is a day that the database knows; engines roll a 31 February over, the way back shows it. */
function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !text.startsWith('0000') &&
    !Number.isNaN(instant.getTime()) &&
    instant.toISOString().startsWith(text)
  )
}

/** Which texts can be values of a sorted column, by its type. */
export const sortedAs = {
  integer: (value: string) => /^-?\d{1,18}$/.test(value),
  date: isDay,
  instant: (value: string) =>
    /^.{10} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/.test(value) &&
    isDay(value.slice(0, 10)),
  text: (value: string) => value.length <= 300 && !value.includes('\0'),
} as const
export type SortedAs = keyof typeof sortedAs
