import { readdirSync, readFileSync } from 'node:fs'

// Times in /proc are in ticks, of which Linux always has 100 a second for programs.
const ticksPerSecond = 100

/** Processor time of one process so far, in milliseconds; null where the system does not tell (not Linux). */
export function processorMs(pid: number): number | null {
  const ticks = ticksOf(pid)
  return ticks === null ? null : (ticks.own * 1_000) / ticksPerSecond
}

/** The memory that a process holds now, in MiB; NaN where the system does not tell. */
export function residentMebibytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return (pages * 4_096) / 1_048_576
  } catch {
    return Number.NaN
  }
}

interface Ticks {
  parent: number
  own: number
  ended: number
}

function ticksOf(pid: number): Ticks | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name may hold spaces; the fields are counted from behind it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const field = (place: number) => Number(fields[place - 3])
    return { parent: field(4), own: field(14) + field(15), ended: field(16) + field(17) }
  } catch {
    return null
  }
}

/** How much of the machine others used, while something was measured. */
export interface Disturbance {
  /** Of all processors together, 0 to 1. */
  others: number
  steal: number
}

/**
 * Tells a measurement that others disturbed. `roots` are processes whose work, with that of their children, is ours: the
 * benchmark, its server, its PostgreSQL.
 */
export function watchMachine(roots: readonly number[]): () => Disturbance | null {
  const before = snapshot(roots)
  return () => {
    const after = snapshot(roots)
    if (!before || !after) return null
    const total = after.total - before.total
    if (total <= 0) return null
    const others = after.busy - before.busy - (after.ours - before.ours)
    return { others: Math.max(0, others / total), steal: (after.steal - before.steal) / total }
  }
}

function snapshot(
  roots: readonly number[],
): { total: number; busy: number; steal: number; ours: number } | null {
  try {
    const line = readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
    const times = line.trim().split(/\s+/).slice(1, 9).map(Number)
    const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, hard = 0, soft = 0, steal = 0] = times
    const busy = user + nice + system + hard + soft
    return { total: busy + idle + wait + steal, busy, steal, ours: ticksOfTrees(roots) }
  } catch {
    return null
  }
}

function ticksOfTrees(roots: readonly number[]): number {
  const processes = new Map<number, Ticks>()
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    const ticks = Number.isInteger(pid) ? ticksOf(pid) : null
    if (ticks) processes.set(pid, ticks)
  }
  const isOurs = (pid: number): boolean => {
    if (roots.includes(pid)) return true
    const parent = processes.get(pid)?.parent
    return parent !== undefined && parent > 1 && isOurs(parent)
  }
  let sum = 0
  for (const [pid, { own, ended }] of processes) if (isOurs(pid)) sum += own + ended
  return sum
}
