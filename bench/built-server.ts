import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { benchToday } from './plan.ts'

export interface BuiltServer {
  pid: number
  port: number
  url: string
  /** From its start to the first good answer of /api/health. */
  readyMs: number
  stop(): Promise<void>
}

/** How a built Platen is run: which build, on which database (the embedded one of `dataDirectory` when left out). */
export interface BuiltPlaten {
  file: string
  dataDirectory: string
  databaseUrl?: string
  /** Where to write a processor profile of the server, for finding out where the time goes. */
  profileDirectory?: string
}

export async function startBuiltServer(platen: BuiltPlaten): Promise<BuiltServer> {
  const port = await freePort()
  const profiling = platen.profileDirectory ? ['--cpu-prof', `--cpu-prof-dir=${platen.profileDirectory}`] : []
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...profiling, platen.file, 'start'], {
    env: environmentOf(platen, port),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000)
  })
  const url = `http://127.0.0.1:${port}`
  await untilHealthy(child, url, () => said)
  return {
    pid: child.pid ?? 0,
    port,
    url,
    readyMs: performance.now() - startedAt,
    stop: () => ended(child),
  }
}

/** Runs a command of the built Platen to its end and gives what it printed on standard output. */
export async function runBuilt(platen: BuiltPlaten, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [platen.file, ...args], {
    env: environmentOf(platen, 0),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000)
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`platen ${args.join(' ')} ended with ${String(code)}:\n${said || output}`)
  return output
}

export function temporaryDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'platen-bench-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

function environmentOf({ dataDirectory, databaseUrl }: BuiltPlaten, port: number): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, DATABASE_ADMIN_URL: _adminUrl, PLATEN_DEMO: _demo, ...rest } = process.env
  return {
    ...rest,
    HOST: '127.0.0.1',
    PORT: String(port),
    PLATEN_DATA_DIR: dataDirectory,
    PLATEN_TODAY: benchToday,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  }
}

async function untilHealthy(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = performance.now() + 120_000
  for (;;) {
    const healthy = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(500) }).then(
      (response) => response.ok,
      () => false,
    )
    if (healthy) return
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The built server does not answer:\n${said()}`)
    }
    await pause(10)
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
