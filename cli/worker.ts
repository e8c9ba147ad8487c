import { readSettings, SettingError } from '../server/settings.ts'
import { startWorker, usualTimes } from '../worker/main.ts'
import { openDatabase, platenOn, prepareDatabase, reaching } from './open-platen.ts'
import { say } from './print.ts'
import { stopSignal } from './stop-signal.ts'
import { noWorkerUrl } from './worker-processes.ts'

/**
 * `platen worker`: works the job queue until Ctrl-C, beside a running server or on a machine of its own. `supervised` is
 * how `platen start` runs it: silent, and over as soon as the server is.
 */
export async function work({ supervised = false }: { supervised?: boolean }): Promise<void> {
  const settings = readSettings(process.env)
  const stopping = supervised ? supervisorSignal() : stopSignal()
  const database = await openDatabase(settings, 'guest')
  try {
    const { workerUrl } = database
    if (workerUrl === null) throw new SettingError(noWorkerUrl)
    await prepareDatabase(database, settings.databaseUrl ? 'DATABASE_URL' : 'The embedded database')
    const platen = platenOn(database, settings, { connections: usualTimes.concurrency + 2 })
    try {
      const worker = await reaching({ ...database, appUrl: workerUrl }, 'DATABASE_WORKER_URL', () =>
        startWorker(platen, { workerUrl, ...usualTimes }),
      )
      if (!supervised) say('Working the job queue. Ctrl-C stops it.')
      const failing = worker.ended.then(() => {
        throw new Error('The worker ended by itself')
      })
      // Settled or not, it is waited for below at most.
      failing.catch(() => undefined)
      try {
        await Promise.race([stopping, failing])
      } finally {
        await worker.stop()
      }
    } finally {
      await platen.pool.end()
    }
  } finally {
    await database.close()
  }
  if (!supervised) say('The worker has stopped.')
}

/** Ends with the process that started this one, however that ends. */
function supervisorSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
    process.once('disconnect', () => resolve())
    // The channel alone must not keep a worker that has stopped from ending.
    process.channel?.unref()
    if (!process.connected) resolve()
  })
}
