import { setTimeout as pause } from 'node:timers/promises'
import type { Postmaster } from './postmaster.ts'

export interface Healer {
  find(): Postmaster | undefined
  restart(): Promise<unknown>
  log(line: string): void
  fatal?: ((error: Error) => void) | undefined
}

const checkEveryMs = 250
const restartsPerWindow = 5
const windowMs = 60_000

/**
 * Watches the server and starts it again when it died. Returns how to end the watch. After five deaths
 * within a minute, or a start that fails three times in a row, it gives up loudly: a database that does not
 * stay up needs a person, not a loop.
 */
export function supervise(healer: Healer): () => Promise<void> {
  const restarts: number[] = []
  let stopped = false
  let healing: Promise<void> | undefined
  const timer = setInterval(() => {
    if (stopped || healing || healer.find()) return
    healing = heal(healer, restarts, () => stopped)
      .catch((error: unknown) => giveUp(healer, error))
      .finally(() => {
        healing = undefined
      })
  }, checkEveryMs)
  timer.unref()

  function giveUp(from: Healer, error: unknown): void {
    stopped = true
    clearInterval(timer)
    const fatal = error instanceof Error ? error : new Error(String(error))
    // Thrown outside of any promise, so that it ends the process instead of getting lost.
    const tell =
      from.fatal ??
      ((lost: Error) => {
        throw lost
      })
    setImmediate(() => tell(fatal))
  }

  return async () => {
    stopped = true
    clearInterval(timer)
    await healing
  }
}

async function heal(healer: Healer, restarts: number[], stopped: () => boolean): Promise<void> {
  const now = Date.now()
  while (restarts[0] !== undefined && restarts[0] < now - windowMs) restarts.shift()
  restarts.push(now)
  if (restarts.length > restartsPerWindow) {
    throw new Error(
      `PostgreSQL ended ${restarts.length} times within a minute and is not started again. Its log ` +
        '(postgresql.log in PLATEN_DATA_DIR) says why.',
    )
  }
  healer.log('PostgreSQL ended unexpectedly; starting it again')
  for (let attempt = 1; !stopped(); attempt += 1) {
    try {
      await healer.restart()
      healer.log(`PostgreSQL runs again after ${((Date.now() - now) / 1000).toFixed(1)} s`)
      return
    } catch (error) {
      if (attempt === 3) throw error
      await pause(attempt * 500)
    }
  }
}
