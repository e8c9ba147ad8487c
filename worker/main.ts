import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { Logger, type LogLevel, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { jobQueuePool, jobSchema } from '../database/job-queue.ts'
import type { TaskName } from '../server/jobs.ts'
import type { Platen } from '../server/platen.ts'
import { beat, takeLeave } from './heartbeat.ts'
import { scheduleOn } from './schedule.ts'
import { sealerOn } from './sealer.ts'
import { agingSnapshots } from './tasks/aging-snapshots.ts'
import { auditHead } from './tasks/audit-head.ts'
import { creditMirror } from './tasks/credit-mirror.ts'
import { foldRollupsTask } from './tasks/fold-rollups.ts'
import type { Task } from './tasks/task.ts'
import { verification } from './tasks/verification.ts'

const tasks: Record<TaskName, Task> = {
  'aging-snapshots': agingSnapshots,
  'audit-head': auditHead,
  'credit-mirror': creditMirror,
  'fold-rollups': foldRollupsTask,
  verification,
}

export interface WorkerOptions {
  /** A login that may become the role of workers. Never through a transaction pooler. */
  workerUrl: string
  /** Jobs done at a time in this process. */
  concurrency: number
  beatMs: number
  deadAfterMs: number
  /** How often the schedule looks for what is due; null leaves that to others. */
  lookMs: number | null
  /** How often the sealer looks for audit entries that are not sealed; null leaves that to others. */
  sealMs: number | null
}

/** A dead worker's jobs are free after at most deadAfterMs + beatMs, and taken within two seconds more. */
export const usualTimes = {
  concurrency: 2,
  beatMs: 10_000,
  deadAfterMs: 45_000,
  lookMs: 30_000,
  sealMs: 1_000,
}

export interface RunningWorker {
  /** Takes no more jobs, lets those under way finish, and leaves. */
  stop(): Promise<void>
  /** Settles when the worker ends by itself, which is a failure. */
  ended: Promise<void>
}

/** Works the job queue in this process until it is stopped: jobs, heartbeats, the schedule, and the sealing of the audit log. */
export async function startWorker(platen: Platen, options: WorkerOptions): Promise<RunningWorker> {
  const pool = jobQueuePool(options.workerUrl, options.concurrency + 3)
  const processId = randomUUID()
  const workerIds = new Set<string>()
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => workerIds.add(worker.workerId))
  try {
    const runner = await run(
      {
        pgPool: pool,
        schema: jobSchema,
        concurrency: options.concurrency,
        pollInterval: 2_000,
        noHandleSignals: true,
        noPreparedStatements: true,
        logger: loggerOf(platen),
        events,
      },
      taskList(platen),
      [],
    )
    const beating = every(platen, 'heartbeat', options.beatMs, async () => {
      const freed = await beat(pool, { processId, workerIds: [...workerIds] }, options)
      if (freed > 0) platen.log.warn({ jobs: freed }, 'gave back the jobs of dead workers')
    })
    const schedule = scheduleOn(platen)
    const looking = options.lookMs === null ? null : every(platen, 'schedule', options.lookMs, schedule.look)
    const sealer = sealerOn(platen)
    const sealing =
      options.sealMs === null
        ? null
        : every(platen, 'sealer', options.sealMs, async () => void (await sealer.look()))
    const stop = async () => {
      await looking?.stop()
      await sealing?.stop()
      await runner.stop().catch(() => undefined)
      await beating.stop()
      await takeLeave(pool, processId).catch(() => undefined)
      await pool.end()
    }
    return { stop, ended: runner.promise }
  } catch (error) {
    await pool.end()
    throw error
  }
}

function taskList(platen: Platen): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(platen, payload)]),
  )
}

/** Does something at once and then again and again, never twice at a time; a failure is logged and tried again. */
function every(
  platen: Platen,
  what: string,
  intervalMs: number,
  action: () => Promise<void>,
): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const turn = async () => {
    await action().catch((error: unknown) => platen.log.error({ err: error }, `the worker’s ${what} failed`))
    if (!stopped) timer = setTimeout(() => (running = turn()), intervalMs)
  }
  running = turn()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

function loggerOf({ log }: Platen): Logger {
  const levels: Record<LogLevel, (message: string) => void> = {
    error: (message) => log.error(message),
    warning: (message) => log.warn(message),
    info: (message) => log.debug(message),
    debug: (message) => log.trace(message),
  }
  return new Logger(() => (level, message) => levels[level](message))
}
