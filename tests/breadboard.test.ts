import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/*
 * docs/breadboard.md says where each affordance of the invoicing breadboard lives and which browser test uses it. What
 * it names has to be there; a rule takes the text and names what breaks it, and is shown to find something.
 */
interface Row {
  id: string
  file: string
  symbol: string
  spec: string
  title: string
}

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => (existsSync(root + path) ? readFileSync(root + path, 'utf8') : undefined)

const numbered = (letter: string, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}`)
const affordances = [...numbered('U', 1, 99), ...numbered('N', 1, 44)]
const later = numbered('N', 45, 52)

const named = /^\| ([UN]\d+) +\| [^|]+\| `([^`]+)` `(\w+)` +\| `([^`]+)` ([^|]+?) +\|$/gm

function rowsOf(text: string): Row[] {
  return [...text.matchAll(named)].map(([, id = '', file = '', symbol = '', spec = '', title = '']) => ({
    ...{ id, file, symbol, spec, title },
  }))
}

const rules: Record<string, (text: string) => string[]> = {
  'every affordance has its row, once': (text) => {
    const ids = rowsOf(text).map(({ id }) => id)
    return [
      ...affordances.filter((id) => !ids.includes(id)),
      ...ids.filter((id, index) => ids.indexOf(id) !== index || !affordances.includes(id)),
    ]
  },
  'what comes later is named too': (text) => later.filter((id) => !new RegExp(`^\\| ${id} `, 'm').test(text)),
  'each file is there and has the symbol': (text) =>
    rowsOf(text)
      .filter(({ file, symbol }) => {
        const declared = new RegExp(`\\b(?:function|const|class|interface|type) ${symbol}\\b`)
        return !declared.test(read(file) ?? '')
      })
      .map(({ id, file, symbol }) => `${id}: ${symbol} of ${file}`),
  'each browser test is there': (text) =>
    rowsOf(text)
      .filter(({ spec, title }) => !read(`tests/browser/${spec}`)?.includes(`test('${title}'`))
      .map(({ id, spec, title }) => `${id}: “${title}” of ${spec}`),
}

const breadboard = read('docs/breadboard.md') ?? ''

test.each(Object.entries(rules))('%s', (_name, rule) => {
  expect(rule(breadboard)).toEqual([])
})

test.each(Object.entries(rules))('%s: a row that breaks it is found', (_name, rule) => {
  const broken = breadboard
    .replace(/^\| U1 .*$/m, '')
    .replace(/^\| N45 .*$/m, '')
    .replace('`ViewTabs`', '`ViewTabz`')
    .replace('a new shop is offered', 'an old shop is offered')
  expect(rule(broken).length).toBeGreaterThan(0)
})
