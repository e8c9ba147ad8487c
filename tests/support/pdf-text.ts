import { inflateSync } from 'node:zlib'

/*
 * Reads what a PDF of ours says, independently of what wrote it: objects, streams, the characters that a font's codes
 * stand for, and where each text stands. Enough for the files that we write, and for no others.
 */
interface PlacedText {
  x: number
  /** From the top of the page. */
  y: number
  text: string
}

/** The lines of each page, from top to bottom, what stands side by side joined by a space. */
export function linesOfPdf(bytes: Uint8Array): string[][] {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'))
  return pagesOf(objects).map((page) => linesOf(textsOf(page, objects)))
}

/** All lines of a PDF. */
export function textOfPdf(bytes: Uint8Array): string {
  return linesOfPdf(bytes).flat().join('\n')
}

type Objects = Map<string, string>

function objectsOf(file: string): Objects {
  const found = file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)
  return new Map([...found].map(([, id = '', body = '']) => [id, body]))
}

function referred(body: string, name: string): string {
  return new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1] ?? ''
}

/** Pages in their order, which the tree of pages tells. */
function pagesOf(objects: Objects): string[] {
  const tree = [...objects.values()].find((body) => body.includes('/Type /Pages')) ?? ''
  const kids = /\/Kids \[([^\]]*)\]/.exec(tree)?.[1] ?? ''
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, id = '']) => objects.get(id) ?? '')
}

function streamOf(body: string): string {
  const data = /stream\n([\s\S]*)\nendstream/.exec(body)?.[1] ?? ''
  const bytes = Buffer.from(data, 'latin1')
  return (body.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1')
}

/** What each code of each font of a page stands for. */
function fontsOf(page: string, objects: Objects): Map<string, string[]> {
  const resources = objects.get(referred(page, 'Resources')) ?? page
  const fonts = /\/Font <<([\s\S]*?)>>/.exec(resources)?.[1] ?? ''
  return new Map(
    [...fonts.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
      const font = objects.get(id) ?? ''
      return [name, charactersOf(streamOf(objects.get(referred(font, 'ToUnicode')) ?? ''))]
    }),
  )
}

function charactersOf(cmap: string): string[] {
  const characters: string[] = []
  for (const [, first = '', list = ''] of cmap.matchAll(/<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/gi)) {
    ;[...list.matchAll(/<([^>]*)>/g)].forEach(([, codes = ''], index) => {
      const units = codes.replaceAll(' ', '').match(/.{4}/g) ?? []
      characters[Number.parseInt(first, 16) + index] = String.fromCharCode(
        ...units.map((unit) => Number.parseInt(unit, 16)),
      )
    })
  }
  return characters
}

type Matrix = [number, number, number, number, number, number]

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/** Each text of a page with the place where it begins. */
function textsOf(page: string, objects: Objects): PlacedText[] {
  const fonts = fontsOf(page, objects)
  const height = Number(/\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(page)?.[1])
  const kept: Matrix[] = []
  let matrix: Matrix = [1, 0, 0, 1, 0, 0]
  let placed: Matrix = matrix
  let characters: string[] = []
  const texts: PlacedText[] = []
  for (const line of streamOf(objects.get(referred(page, 'Contents')) ?? '').split('\n')) {
    const numbers = (line.match(/-?[\d.]+/g) ?? []).map(Number) as Matrix
    if (line === 'q') kept.push(matrix)
    else if (line === 'Q') matrix = kept.pop() ?? matrix
    else if (line.endsWith(' cm')) matrix = times(numbers, matrix)
    else if (line.endsWith(' Tm')) placed = times(numbers, matrix)
    else if (line.endsWith(' Tf')) characters = fonts.get(line.slice(1).split(' ')[0] ?? '') ?? []
    else if (line.endsWith(' TJ') || line.endsWith(' Tj')) {
      const codes = [...line.matchAll(/<([\da-f]*)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
      const text = codes.map((code) => characters[Number.parseInt(code, 16)] ?? '�').join('')
      texts.push({ x: placed[4], y: height - placed[5], text })
    }
  }
  return texts
}

/** Texts of one height, give or take a point, are one line. */
function linesOf(texts: PlacedText[]): string[] {
  const lines: { y: number; texts: PlacedText[] }[] = []
  for (const text of texts) {
    const line = lines.find(({ y }) => Math.abs(y - text.y) < 1)
    if (line) line.texts.push(text)
    else lines.push({ y: text.y, texts: [text] })
  }
  return lines
    .sort((one, other) => one.y - other.y)
    .map((line) =>
      line.texts
        .sort((one, other) => one.x - other.x)
        .map(({ text }) => text)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
}
