import type { Pool } from 'pg'
import type { BuiltPlaten, BuiltServer } from './built-server.ts'
import { type Figure, isNoisy, median, type Promised, percentile, spreadOf } from './figures.ts'
import type { Driven } from './http-clients.ts'
import type { LimitRun } from './limit.ts'
import type { Ledgers } from './load-ledgers.ts'
import { type Disturbance, watchMachine } from './machine.ts'
import type { Ledger, SizeName } from './plan.ts'

/** Everything a row needs to measure. */
export interface BenchRun {
  size: SizeName
  rounds: number
  ledgers: Ledgers
  appUrl: string
  /** As the application role, for the checks of the books and for EXPLAIN. */
  pool: Pool
  /** As the admin, to prepare work and to look at everything. */
  admin: Pool
  server: BuiltServer
  platen: BuiltPlaten
  keys: ReadonlyMap<Ledger, readonly string[]>
  /** The processes whose load is ours. */
  roots: readonly number[]
}

export interface Row {
  name: string
  /** Whether it writes, so that the books of its ledgers are verified after it. */
  writes: boolean
  measure(run: BenchRun): Promise<Figure[]>
}

export const clients = 8

export function targetOf(run: BenchRun, ledger: Ledger) {
  return { port: run.server.port, pid: run.server.pid, keys: run.keys.get(ledger) ?? [] }
}

/** Runs both sides in turn, changing which one comes first, and compares them round by round. */
export async function compared(
  run: BenchRun,
  row: {
    name: string
    promised: Promised
    /** `times` judges how many times as long ours takes; otherwise ours as a share of the limit. */
    times?: boolean
    limit: () => Promise<LimitRun>
    ours: () => Promise<Driven>
  },
): Promise<{ figure: Figure; driven: Driven[] }> {
  const driven: Driven[] = []
  const limits: LimitRun[] = []
  // The first run of both fills caches and lets the compiler see the code; it is checked, but not counted.
  const warm = [await row.ours(), await row.limit()]
  const settle = watchMachine(run.roots)
  for (let round = 0; round < run.rounds; round += 1) {
    if (round % 2 === 0) limits.push(await row.limit())
    driven.push(await row.ours())
    if (round % 2 === 1) limits.push(await row.limit())
  }
  const disturbance = settle()
  const ratios = driven.map(({ perSecond }, round) => perSecond / (limits[round]?.perSecond ?? Number.NaN))
  const judged = median(row.times ? ratios.map((ratio) => 1 / ratio) : ratios)
  const all = [warm[0] as Driven, ...driven]
  const figure: Figure = {
    row: row.name,
    limit: { value: median(limits.map(({ perSecond }) => perSecond)), unit: '/s', by: limits[0]?.by ?? '' },
    ours: { value: median(driven.map(({ perSecond }) => perSecond)), unit: '/s' },
    judged: { value: judged, unit: row.times ? 'x' : '' },
    promised: row.promised,
    spread: spreadOf(ratios),
    ...costsOf(driven),
    disturbance,
    noisy: isNoisy(disturbance, spreadOf(ratios)),
    broken: all.flatMap(brokenBy),
  }
  return { figure, driven: all }
}

function costsOf(driven: readonly Driven[]): { processorMs: number | null; p95Ms: number } {
  const processor = driven.flatMap(({ processorMsEach }) =>
    processorMsEach === null ? [] : [processorMsEach],
  )
  return {
    processorMs: processor.length > 0 ? median(processor) : null,
    p95Ms: median(driven.map(({ latenciesMs }) => percentile(latenciesMs, 0.95))),
  }
}

/** Nothing may be refused or lost. */
export function brokenBy({ refused, lost }: Driven): string[] {
  return [
    ...(refused.length > 0 ? [`${refused.length} refused, the first: ${refused[0]}`] : []),
    ...(lost > 0 ? [`${lost} lost`] : []),
  ]
}

/** A figure without a limit beside it. */
export function plainFigure(
  figure: Pick<Figure, 'row' | 'ours' | 'judged' | 'promised'> & Partial<Figure>,
  disturbance: Disturbance | null,
): Figure {
  const spread = figure.spread ?? null
  return {
    ...{ limit: null, spread, processorMs: null, p95Ms: null, broken: [] },
    ...{ disturbance, noisy: isNoisy(disturbance, spread) },
    ...figure,
  }
}
