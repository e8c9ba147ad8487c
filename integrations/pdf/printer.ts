import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Paper, PaperPrinter } from '../../contract/paper.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Printed } from './print-thread.ts'

interface PrinterOptions {
  /** Papers printed at a time. */
  threads: number
  /** How long a paper may take before its thread is given up. */
  patienceMs: number
  /** How long a thread without work is kept. */
  idleMs: number
  /** Papers that may wait; more are refused, so that a rush does not fill the memory. */
  maximumWaiting: number
}

const usual: PrinterOptions = { threads: 2, patienceMs: 60_000, idleMs: 30_000, maximumWaiting: 100 }

/** Beside this module stands the thread: plain JavaScript in a build, TypeScript in the sources. */
const threadFile = new URL(
  import.meta.url.endsWith('.ts') ? './print-from-sources.mjs' : './print-thread.js',
  import.meta.url,
)

/**
 * Prints in a few threads of their own, so that the one that answers requests never waits for a layout. A thread is
 * started when it is first needed and ends when it was not needed for a while; none keeps the process alive.
 */
export function paperPrinter(options: Partial<PrinterOptions> = {}): PaperPrinter {
  const { threads, patienceMs, idleMs, maximumWaiting } = { ...usual, ...options }
  const idle = new Map<Worker, NodeJS.Timeout>()
  const waiting: (() => void)[] = []
  let printing = 0

  const take = (): Worker => {
    const [kept] = idle
    if (!kept) {
      // Also a thread that breaks while it rests is nobody's trouble but its own.
      const worker = new Worker(threadFile)
      return worker.on('error', () => idle.delete(worker))
    }
    clearTimeout(kept[1])
    idle.delete(kept[0])
    return kept[0]
  }
  const give = (worker: Worker) => {
    worker.unref()
    const rest = setTimeout(() => {
      idle.delete(worker)
      void worker.terminate()
    }, idleMs)
    idle.set(worker, rest.unref())
  }
  return {
    print: async (paper) => {
      if (printing >= threads) {
        if (waiting.length >= maximumWaiting) throw tooManyPapers()
        await new Promise<void>((resolve) => waiting.push(resolve))
      } else printing += 1
      try {
        const worker = take()
        worker.ref()
        const bytes = await printed(worker, paper, patienceMs)
        give(worker)
        return bytes
      } finally {
        const next = waiting.shift()
        if (next) next()
        else printing -= 1
      }
    },
  }
}

/** Lets a thread print a paper. A thread in trouble is ended: the next paper gets a new one. */
async function printed(worker: Worker, paper: Paper, patienceMs: number): Promise<Uint8Array<ArrayBuffer>> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), patienceMs)
  try {
    worker.postMessage(paper)
    const [answer]: Printed[] = await once(worker, 'message', { signal: patience.signal })
    if (answer && 'bytes' in answer) return answer.bytes
    throw new Error(`A paper could not be printed: ${answer?.trouble}`)
  } catch (error) {
    void worker.terminate()
    throw patience.signal.aborted ? tookTooLong(patienceMs) : error
  } finally {
    clearTimeout(timer)
  }
}

function tooManyPapers(): Refused {
  return new Refused('busy', 'Many papers are being printed at this moment. Try again in a minute.')
}

function tookTooLong(patienceMs: number): Refused {
  return new Refused(
    'unavailable',
    `The paper was not printed within ${Math.round(patienceMs / 1000)} seconds. Try again, or take the CSV file.`,
  )
}
