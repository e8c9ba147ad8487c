import { z } from 'zod'

/** One line of text: trimmed, NFC, without control characters, 1 to `maximum` characters after that. */
export function line(maximum: number) {
  return z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1, 'must not be empty')
        .max(maximum, `must have at most ${maximum} characters`)
        .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line without control characters or broken Unicode'),
    )
}

/** Text of several lines, such as notes: NFC; line breaks and tabs are kept, other control characters refused. */
export function paragraphs(maximum: number) {
  return z
    .string()
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n'))
    .pipe(
      z
        .string()
        .max(maximum, `must have at most ${maximum} characters`)
        .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, 'must not contain control characters or broken Unicode'),
    )
}

/** What a list is searched for: any one line, also an empty one. */
export function searchText(maximum: number) {
  return z
    .string()
    .max(maximum, `must have at most ${maximum} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line without control characters or broken Unicode')
}

export const emailAddress = z
  .string()
  .transform((text) => text.normalize('NFC').trim())
  .pipe(
    z
      .string()
      .min(1, { error: 'must not be empty', abort: true })
      .max(255, 'must have at most 255 characters'),
  )
  .pipe(z.email('must be an e-mail address'))
