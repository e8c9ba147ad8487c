const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * An answer of the API as people read it: a page as a table, anything else field by field, with lists as tables and groups
 * of figures set in. `width` is that of the terminal: columns that do not fit are left to `--json`.
 */
export function readable(value: unknown, width = Number.POSITIVE_INFINITY): string {
  if (isRecord(value) && Array.isArray(value.data)) return table(value.data.filter(isRecord), width)
  return isRecord(value) ? fields(value, width) : String(value)
}

function fields(record: Record<string, unknown>, width: number): string {
  const entries = Object.entries(record)
  const lists = entries.filter((entry): entry is [string, Record<string, unknown>[]] => isTable(entry[1]))
  const plain = entries.filter(([, field]) => !isTable(field) && !isRecord(field))
  const groups = entries.filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1]))
  return [
    ...(plain.length > 0 ? [pairs(plain)] : []),
    ...groups.map(([name, group]) => `${name}\n${indented(pairs(Object.entries(group)))}`),
    ...lists.map(([name, rows]) => `${name}\n${table(rows, width)}`),
  ].join('\n\n')
}

function pairs(entries: [string, unknown][]): string {
  const longest = Math.max(...entries.map(([key]) => key.length), 0)
  return entries.map(([key, field]) => `${key.padEnd(longest)}  ${cell(field)}`).join('\n')
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}

/** Without columns that say nothing and ids of what is named beside them; other ids stand last, and are left out first. */
function table(rows: readonly Record<string, unknown>[], width: number): string {
  const all = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const told = all.filter((column) =>
    rows.some((row) => !isStructure(row[column]) && !isMissing(row[column])),
  )
  const isId = (column: string) =>
    rows.every((row) => isMissing(row[column]) || uuid.test(String(row[column])))
  const isNamed = (column: string) =>
    column.endsWith('Id') && told.some((other) => other !== column && other.startsWith(column.slice(0, -2)))
  const columns = [
    ...told.filter((column) => !isId(column)),
    ...told.filter((column) => isId(column) && !isNamed(column)),
  ]
  if (columns.length === 0) return 'Nothing found.'
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => (line[index] ?? '').length)))
  const shown = fitting(widths, width)
  const text = lines.map((line) =>
    line
      .slice(0, shown)
      .map((part, index) => part.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const left = columns.length - shown
  return [...text, ...(left > 0 ? ['', `${left} more columns do not fit; --json tells all.`] : [])].join('\n')
}

/** How many columns fit beside each other; at least one. */
function fitting(widths: readonly number[], width: number): number {
  let taken = 0
  const over = widths.findIndex((own) => {
    taken += own + 2
    return taken - 2 > width
  })
  return over === -1 ? widths.length : Math.max(1, over)
}

function cell(value: unknown): string {
  if (isMissing(value)) return '-'
  return isStructure(value) ? JSON.stringify(value) : String(value)
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined
}

function isTable(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord)
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isStructure(value) && !Array.isArray(value)
}
