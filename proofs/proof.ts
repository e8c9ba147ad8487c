import type { TestServer } from '../tests/support/cluster.ts'
import type { Mutant } from './mutant.ts'

export type Size = 'small' | 'full'

/** What a run of a proof gets: a PostgreSQL server to make its database on, and the naive code to put in place, if any. */
export interface Trial {
  server: TestServer
  size: Size
  seed: number
  mutant: Mutant | null
}

/** What a proof counted; printed as one line. */
export type Figures = Readonly<Record<string, number | string>>

/** A promise and the program that tries to break it. */
export interface Proof {
  /** As the promises are numbered: `P1`. */
  id: string
  /** How it is called: `payments`. */
  name: string
  promise: string
  /** Whether PostgreSQL must write durably. */
  durable?: boolean
  run(trial: Trial): Promise<Figures>
}

/** The promise was broken; the message says how. Everything else that a proof throws is a fault of the proof. */
export class Miss extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Miss'
  }
}

export function holds(condition: boolean, otherwise: string | (() => string)): asserts condition {
  if (!condition) throw new Miss(typeof otherwise === 'string' ? otherwise : otherwise())
}

/** Runs a proof and gives how it was broken, or null when it held. */
export async function missOf(proof: Proof, trial: Trial): Promise<Miss | null> {
  try {
    await proof.run(trial)
    return null
  } catch (error) {
    if (error instanceof Miss) return error
    throw error
  }
}

/** Waits for all, then throws the first that failed: nothing goes on in the background of a failed proof. */
export async function allOf<Result>(runs: readonly Promise<Result>[]): Promise<Result[]> {
  const settled = await Promise.allSettled(runs)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

/** Runs `work` on every item, at most `width` at a time. */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await allOf(Array.from({ length: Math.min(width, items.length) }, worker))
}
