import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { say } from './print.ts'

export interface WorkerProcesses {
  /** Lets jobs under way finish for a few seconds, then ends the processes. */
  stop(): Promise<void>
}

/** What to do about a database without a login for workers. */
export const noWorkerUrl =
  'Workers need a login that may become platen_worker. Set DATABASE_WORKER_URL to one ("create role platen_jobs login in role platen_worker password …"), or set DATABASE_ADMIN_URL.'

const shortestPauseMs = 1_000
const longestPauseMs = 30_000
const graceMs = 10_000

/**
 * Keeps some `platen worker` processes running beside this one, so that long work never holds up an answer. One that dies
 * is started again, after a pause that grows while it keeps dying.
 */
export function startWorkerProcesses(count: number): WorkerProcesses {
  const lanes = Array.from({ length: count }, keepOneRunning)
  return { stop: async () => void (await Promise.all(lanes.map((lane) => lane.stop()))) }
}

function keepOneRunning(): WorkerProcesses {
  let stopped = false
  let pauseMs = shortestPauseMs
  let waiting: NodeJS.Timeout | undefined
  let child: ChildProcess
  const start = () => {
    const startedAt = Date.now()
    child = spawnWorker()
    child.once('exit', (code, signal) => {
      if (stopped) return
      if (Date.now() - startedAt > longestPauseMs) pauseMs = shortestPauseMs
      waiting = setTimeout(() => {
        say(`A worker ended with ${signal ?? `code ${code}`}; starting another.`)
        start()
      }, pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    })
  }
  start()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(waiting)
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await exited
      clearTimeout(impatience)
    },
  }
}

/** The command this process was started as, with `worker` instead; it ends when the channel to this one closes. */
function spawnWorker(): ChildProcess {
  const command = process.argv[1] ?? ''
  const child = spawn(process.execPath, [...process.execArgv, command, 'worker', '--supervised'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.on('error', (error) => say(`A worker could not be started: ${error.message}`))
  return child
}
