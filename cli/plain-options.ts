import { z } from 'zod'

/**
 * Lets options be written plainly. The reader of options takes a text that may be null as JSON, in which a text has quotes
 * and `12` is a number: here `--payment-terms net_30` and `--phone 12` are texts, and only `null` is null. And it takes
 * the items of a list one by one: here a whole JSON list will do, as `--line-items '[{…}, {…}]'`.
 */
export function writtenPlainly(schema: z.ZodType | undefined, words: readonly string[]): string[] {
  const fields = schema ? fieldsOf(schema) : new Map<string, Kind>()
  return words.flatMap((word, index) => {
    const [option = '', inline] = word.split(/=(.*)/s)
    if (inline !== undefined && option.startsWith('--')) {
      return fields.get(camel(option)) === 'nullable' ? `${option}=${quoted(inline)}` : word
    }
    const kind = fields.get(camel(words[index - 1] ?? ''))
    if (kind === 'nullable') return quoted(word)
    return kind === 'list' ? itemsOf(word) : word
  })
}

type Kind = 'nullable' | 'list'

function quoted(text: string): string {
  return text === 'null' || /^".*"$/s.test(text) ? text : JSON.stringify(text)
}

/** The items of a JSON list; whatever else it is stays for the reader to judge. */
function itemsOf(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list)) return list.map((item) => JSON.stringify(item))
  } catch {
    // Not JSON: the reader says so, with the option's name.
  }
  return [text]
}

/** The fields that take a text or null, and those that take lists. */
function fieldsOf(schema: z.ZodType): Map<string, Kind> {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const fields = new Map<string, Kind>()
  for (const [name, property] of Object.entries(properties)) {
    if (typeof property !== 'object') continue
    const branches = property.anyOf ?? [property]
    const types = branches.flatMap((branch) => (typeof branch === 'object' ? (branch.type ?? []) : []))
    if (types.includes('null') && types.includes('string')) fields.set(name, 'nullable')
    else if (types.includes('array')) fields.set(name, 'list')
  }
  return fields
}

/** `--payment-terms` and `--paymentTerms` name the same field. */
function camel(option: string): string {
  return option.startsWith('--')
    ? option.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    : ''
}
