import { fileURLToPath } from 'node:url'
import { Font, renderToBuffer } from '@react-pdf/renderer'
import type { Paper } from '../../contract/paper.ts'
import { PrintedPaper } from './PrintedPaper.tsx'
import { tableSize } from './paper-style.ts'
import { printablePaper } from './printable-paper.ts'
import { sheetsOf } from './sheets.ts'

/*
 * The fonts stand beside this file, in the sources as in the bundle, and what is used of them is put into each file: it
 * looks the same in every viewer, and nothing is asked of the network. They go by the name that the renderer itself falls
 * back to, so that no text is ever set in another.
 */
const family = 'Helvetica'
const fontFile = (name: string) => fileURLToPath(new URL(`./fonts/${name}`, import.meta.url))

/**
 * Opens the fonts anew for each paper. A font remembers its letters, and a z that was first met as a part of ź would lose
 * its meaning in the next paper: it would look right, and could be neither searched nor copied.
 */
async function freshFont() {
  Font.clear()
  Font.register({
    family,
    fonts: [
      { src: fontFile('DejaVuSansCondensed.ttf'), fontWeight: 400 },
      { src: fontFile('DejaVuSansCondensed-Bold.ttf'), fontWeight: 700 },
    ],
  })
  await Promise.all([400, 700].map((fontWeight) => Font.load({ fontFamily: family, fontWeight })))
  const font = Font.getFont({ fontFamily: family, fontWeight: 400 })?.data
  if (!font) throw new Error('The font of papers could not be read')
  return font
}

/** Words stay whole. Only what would not fit into a column by itself is cut. */
const longestWord = 28
Font.registerHyphenationCallback((word) =>
  word.length <= longestWord ? [word] : (word.match(new RegExp(`.{1,${longestWord}}`, 'gu')) ?? [word]),
)

/** A paper as the bytes of a PDF; one at a time. The same paper gives the same bytes. */
export async function pdfOf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const font = await freshFont()
  const printable = printablePaper(paper, (codePoint) => font.hasGlyphForCodePoint(codePoint))
  const measure = (text: string) => (font.layout(text).advanceWidth / font.unitsPerEm) * tableSize
  const sheets = sheetsOf(printable, measure)
  return new Uint8Array(await renderToBuffer(PrintedPaper({ paper: printable, sheets })))
}
