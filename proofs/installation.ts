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
import type { Mutant } from './mutant.ts'

/** `platen start` as anybody runs it: its own data directory, its embedded PostgreSQL writing durably. */
export interface Installation {
  url: string
  /** Starts it, by default with a worker, and waits until it answers. */
  start(options?: { workers: number }): Promise<void>
  /** Stops it as Ctrl-C does. */
  stop(): Promise<void>
  killApp(): Promise<void>
  /** Kills PostgreSQL's first process; the others follow it. */
  killPostgres(): void
  log(): string
  databaseUrl(who: 'application' | 'admin'): Promise<string>
  /** Runs a command of it to its end. */
  run(argv: readonly string[]): Promise<CommandOutcome>
  remove(): Promise<void>
}

/** How a command ended, and everything that it said. */
export interface CommandOutcome {
  code: number
  out: string
  err: string
}

/** The command `platen` as it is shipped, with the patches of a mutant. */
export async function bundledCommand(mutant: Mutant | null): Promise<string> {
  const command = await bundle('cli/platen.ts', mutant)
  const migrations = fileURLToPath(new URL('../database/migrations', import.meta.url))
  cpSync(migrations, join(dirname(command), 'migrations'), { recursive: true })
  return command
}

/** Runs the command in a process of its own. */
export async function runCommand(
  command: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<CommandOutcome> {
  const child = spawn(process.execPath, [command, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const out: string[] = []
  const err: string[] = []
  child.stdout.on('data', (chunk) => out.push(String(chunk)))
  child.stderr.on('data', (chunk) => err.push(String(chunk)))
  const [code] = await once(child, 'close')
  return { code: Number(code), out: out.join(''), err: err.join('') }
}

export async function newInstallation(
  environment: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const command = await bundledCommand(null)
  const directory = mkdtempSync(join(tmpdir(), 'platen-proof-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { DATABASE_URL: _, DATABASE_ADMIN_URL: __, ...inherited } = process.env
  const env = {
    ...inherited,
    PLATEN_DATA_DIR: directory,
    PORT: String(port),
    PLATEN_DEMO: '',
    ...environment,
  }
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
    start: async ({ workers } = { workers: 1 }) => {
      // Not a pipe: PostgreSQL inherits it, and outlives the process that was killed.
      const output = openSync(`${directory}.log`, 'a')
      const argv = [command, 'start', '--workers', String(workers)]
      app = spawn(process.execPath, argv, { env, stdio: ['ignore', output, output] })
      while (!(await isReady())) {
        if (app.exitCode !== null) throw new Error(`platen start ended:\n${log()}`)
        await pause(20)
      }
    },
    stop: () => end('SIGTERM'),
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
    run: (argv) => runCommand(command, argv, env),
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
