/** The LIKE pattern of a search, lower-cased as the searched text is; null when nothing is asked for. */
export function searchPattern(query: string | undefined): string | null {
  const wanted = query?.normalize('NFC').trim().toLowerCase() ?? ''
  if (wanted === '') return null
  return `%${wanted.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}

/**
 * The patterns of a search for customers: a phone number, as people write it, is also looked for as it is kept. The zero
 * before an area code is not kept, nor is one in brackets.
 */
export function customerPatterns(query: string | undefined): string[] {
  const pattern = searchPattern(query)
  if (pattern === null) return []
  const isPhone = /^\+?[\d\s()./-]+$/.test(query?.trim() ?? '')
  const digits = (query ?? '').replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '')
  const phone = `%${digits}%`
  return isPhone && digits.length >= 5 && phone !== pattern ? [pattern, phone] : [pattern]
}
