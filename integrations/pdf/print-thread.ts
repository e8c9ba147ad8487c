import { parentPort } from 'node:worker_threads'
import type { Paper } from '../../contract/paper.ts'
import { pdfOf } from './pdf.ts'

/** What the thread answers: the bytes of the paper, or what went wrong. */
export type Printed = { bytes: Uint8Array<ArrayBuffer> } | { trouble: string }

// One paper after the other; whoever sends them waits for each.
parentPort?.on('message', (paper: Paper) => {
  pdfOf(paper).then(
    (bytes) => answer({ bytes }, [bytes.buffer]),
    (error: unknown) =>
      answer({ trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})

function answer(printed: Printed, moved: ArrayBuffer[] = []): void {
  parentPort?.postMessage(printed, moved)
}
