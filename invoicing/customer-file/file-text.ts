import { Refused } from '../../contract/refusals.ts'

const maximumBytes = 10 * 1024 * 1024

/** Refuses a file that is larger than anybody can look over before it is brought in. */
export function requireFileSize(bytes: number): void {
  if (bytes <= maximumBytes) return
  const megabytes = (bytes / 1024 / 1024).toFixed(1)
  throw refusedFile(
    'too_large',
    `The file has ${megabytes} MB, and at most 10 MB can be read. Split it, each part with the line of columns.`,
  )
}

/** The text of a file, which is UTF-8 with or without its mark. */
export function fileText(bytes: Uint8Array): string {
  requireFileSize(bytes.length)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refusedFile(
      'malformed',
      'The file is not UTF-8 text. Save it as “CSV UTF-8” in the spreadsheet, and choose it again.',
    )
  }
}

function refusedFile(code: 'malformed' | 'too_large', reason: string): Refused {
  return new Refused(code, reason, [{ path: 'csv', message: reason }])
}
