import type { Disturbance } from './machine.ts'

/** What a row promises: the judged number is to be at least, or at most, these. */
export interface Promised {
  atLeast?: { floor: number; goal: number }
  atMost?: { floor: number; goal: number }
}

export interface Figure {
  row: string
  /** What hand-written SQL achieves. */
  limit: { value: number; unit: string; by: string } | null
  ours: { value: number; unit: string }
  /** The number that floor and goal speak of, and how it is written. */
  judged: { value: number; unit: '' | 'x' | 'ms' | 'rows/s' | 'kB' | 'MiB' }
  promised: Promised | null
  /** (largest - smallest) / median over the rounds. */
  spread: number | null
  processorMs: number | null
  p95Ms: number | null
  disturbance: Disturbance | null
  noisy: boolean
  /** Why the row does not count; empty when its books are right. */
  broken: string[]
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length / 2
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function spreadOf(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values)
}

/** Others took part of the machine, or the rounds do not agree: the figure says little. */
export function isNoisy(disturbance: Disturbance | null, spread: number | null): boolean {
  if (disturbance && (disturbance.others > 0.06 || disturbance.steal > 0.02)) return true
  return spread !== null && spread > 0.3
}

export type Mark = 'WRONG' | 'below floor' | 'floor' | 'goal' | ''

export function markOf({ judged, promised, broken }: Figure): Mark {
  if (broken.length > 0) return 'WRONG'
  if (promised?.atLeast) {
    if (judged.value < promised.atLeast.floor) return 'below floor'
    return judged.value < promised.atLeast.goal ? 'floor' : 'goal'
  }
  if (promised?.atMost) {
    if (judged.value > promised.atMost.floor) return 'below floor'
    return judged.value > promised.atMost.goal ? 'floor' : 'goal'
  }
  return ''
}

const columns = [
  'row',
  'limit',
  'ours',
  'ratio',
  'spread',
  'CPU ms',
  'p95 ms',
  'floor',
  'goal',
  'mark',
] as const

/** The figures as a Markdown table, which is readable in a terminal as well. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [[...columns], columns.map(() => '---'), ...figures.map(cells)]
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) => `| ${row.map((cell, column) => padded(cell, widths[column] ?? 0)).join(' | ')} |`)
    .join('\n')
}

function padded(cell: string, width: number): string {
  return cell === '---' ? '-'.repeat(width) : cell.padEnd(width)
}

function cells(figure: Figure): string[] {
  const { limit, ours, judged, promised, spread, processorMs, p95Ms } = figure
  const bound = promised?.atLeast ?? promised?.atMost
  const sign = promised?.atLeast ? '≥ ' : '≤ '
  return [
    figure.row,
    limit ? `${shown(limit.value)} ${limit.unit}` : '',
    `${shown(ours.value)} ${ours.unit}`,
    judged.unit === '' ? judged.value.toFixed(3) : `${shown(judged.value)} ${judged.unit}`,
    spread === null ? '' : `${Math.round(spread * 100)} %`,
    processorMs === null ? '' : processorMs.toFixed(2),
    p95Ms === null ? '' : p95Ms.toFixed(1),
    bound ? sign + bound.floor : '',
    bound ? sign + bound.goal : '',
    markOf(figure) + (figure.noisy ? ' (noisy)' : ''),
  ]
}

function shown(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value >= 10 ? 1 : 2)
}
