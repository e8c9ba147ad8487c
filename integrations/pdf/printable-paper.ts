import type { Paper } from '../../contract/paper.ts'

/** What stands where a character cannot be printed: a reader sees that something is missing, and where. */
const missing = '□'
const missingSays = `${missing} stands for a character that cannot be printed here.`

/** Marks that say where a word may break or how the character before them looks; without them it says the same. */
const invisible = /[\u00ad\u200b\u200c\u2060\ufeff]|\u200d|[\ufe00-\ufe0f]/g

/**
 * A paper whose every character can be printed. One that the font does not have is replaced by a box, and the paper says
 * so, for a name must neither vanish nor turn into another.
 */
export function printablePaper(paper: Paper, isPrintable: (codePoint: number) => boolean): Paper {
  let isAnyMissing = false
  const printable = (text: string) =>
    Array.from(text.normalize('NFC').replace(invisible, ''), (character) => {
      if (character === '\n' || isPrintable(character.codePointAt(0) ?? 0)) return character
      if (/\s/.test(character)) return ' '
      isAnyMissing = true
      return missing
    }).join('')
  const printed = eachText(paper, printable)
  return isAnyMissing
    ? { ...printed, notes: [printed.notes, missingSays].filter(Boolean).join('\n\n') }
    : printed
}

/** The same value with every text in it changed. */
function eachText<Value>(value: Value, change: (text: string) => string): Value {
  const changed = (one: unknown): unknown => {
    if (typeof one === 'string') return change(one)
    if (Array.isArray(one)) return one.map(changed)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, changed(inner)]))
  }
  return changed(value) as Value
}
