import { say } from './print.ts'

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        say('Stopping …')
        resolve()
      })
    }
  })
}

/** Does work that asks now and then whether it is to stop, which the first Ctrl-C or SIGTERM wants; a second one ends it at once. */
export async function untilStopped<Result>(
  work: (isStopped: () => boolean) => Promise<Result>,
): Promise<Result> {
  let isStopped = false
  const stop = () => {
    say('Stopping …')
    isStopped = true
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.once(signal, stop)
  try {
    return await work(() => isStopped)
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}
