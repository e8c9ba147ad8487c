/** The LIKE pattern of a search, lower-cased as the searched text is; null when nothing is asked for. */
export function searchPattern(query: string | undefined): string | null {
  const wanted = query?.normalize('NFC').trim().toLowerCase() ?? ''
  if (wanted === '') return null
  return `%${wanted.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}
