import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findPostmaster } from '../database/postmaster.ts'
import { bundle } from './bundle.ts'

/** `platen start` as anybody runs it: its own data directory, its embedded PostgreSQL writing durably. */
export interface Installation {
  url: string
  /** Starts it, and waits until it answers. */
  start(): Promise<void>
  killApp(): Promise<void>
  /** Kills PostgreSQL's first process; the others follow it. */
  killPostgres(): void
  log(): string
  databaseUrl(who: 'application' | 'admin'): Promise<string>
  remove(): Promise<void>
}

export async function newInstallation(): Promise<Installation> {
  const command = await bundle('cli/platen.ts', null)
  const migrations = fileURLToPath(new URL('../database/migrations', import.meta.url))
  cpSync(migrations, join(dirname(command), 'migrations'), { recursive: true })
  const directory = mkdtempSync(join(tmpdir(), 'platen-proof-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { DATABASE_URL: _, DATABASE_ADMIN_URL: __, ...inherited } = process.env
  const env = { ...inherited, PLATEN_DATA_DIR: directory, PORT: String(port), PLATEN_DEMO: '' }
  let app: ChildProcess | undefined

  const isReady = () =>
    fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  const log = () => readFileSync(`${directory}.log`, 'utf8').slice(-6_000)
  const end = async (signal: NodeJS.Signals) => {
    if (!app || app.exitCode !== null || app.signalCode !== null) return
    const gone = once(app, 'exit')
    app.kill(signal)
    await gone
  }
  return {
    url,
    start: async () => {
      // Not a pipe: PostgreSQL inherits it, and outlives the process that was killed.
      const output = openSync(`${directory}.log`, 'a')
      app = spawn(process.execPath, [command, 'start'], { env, stdio: ['ignore', output, output] })
      while (!(await isReady())) {
        if (app.exitCode !== null) throw new Error(`platen start ended:\n${log()}`)
        await pause(20)
      }
    },
    killApp: () => end('SIGKILL'),
    killPostgres: () => {
      const postmaster = findPostmaster(join(directory, 'postgresql'))
      if (!postmaster) throw new Error('There is no PostgreSQL to kill')
      process.kill(postmaster.process.pid, 'SIGKILL')
    },
    log,
    databaseUrl: async (who) => {
      const args = [command, 'database', 'url', ...(who === 'admin' ? ['--admin'] : [])]
      const { stdout } = await promisify(execFile)(process.execPath, args, { env })
      return stdout.trim()
    },
    remove: async () => {
      await end('SIGTERM')
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
      rmSync(`${directory}.log`, { force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new Error('No port is free')
  return address.port
}
