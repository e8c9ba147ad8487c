/* What a line of sizes and imprints says in words, alike on the form, the document and the production sheet. */

/** "YM 12, M 24, 2XL 4". */
export function sizesInWords(sizes: readonly { size: string; quantity: string }[]): string {
  return sizes.map(({ size, quantity }) => `${size} ${quantity}`).join(', ')
}

/** "Front: Screen print, 3 colors". */
export function imprintInWords(imprint: {
  location: string
  technique: string
  colors: number | null
}): string {
  const { location, technique, colors } = imprint
  if (colors === null) return `${location}: ${technique}`
  return `${location}: ${technique}, ${colors} ${colors === 1 ? 'color' : 'colors'}`
}

export const furnishedInWords = 'Goods furnished by the customer'
