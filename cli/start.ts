import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { sql } from 'kysely'
import { demoSignIn, makeDemo } from '../seed/demo-shop.ts'
import { httpApp } from '../server/http.ts'
import type { Platen } from '../server/platen.ts'
import { problem } from '../server/problem.ts'
import { readSettings, SettingError, type Settings } from '../server/settings.ts'
import { openDatabase, platenOn, prepareDatabase } from './open-platen.ts'
import { say } from './print.ts'
import { stopSignal } from './stop-signal.ts'
import { noWorkerUrl, startWorkerProcesses } from './worker-processes.ts'

/**
 * Longer than browsers and proxies keep a connection that waits: whoever is about to use one again must not find that it
 * was closed in that moment, since nobody knows then whether a write took effect.
 */
const keepAliveMs = 75_000

/**
 * `platen start`: the database, its migrations, the screens, the API and the workers, until Ctrl-C. The port is taken
 * first, so that a second start fails before it touches anything.
 */
export async function start({ web, workers }: { web: boolean; workers: number }): Promise<void> {
  const settings = readSettings(process.env)
  const stopping = stopSignal()
  const server = createServer({ keepAliveTimeout: keepAliveMs })
  if (web) await listen(server, settings)
  try {
    const database = await openDatabase(settings, 'owner')
    try {
      await prepareDatabase(database, settings.databaseUrl ? 'DATABASE_URL' : 'The embedded database')
      const platen = platenOn(database, settings, { connections: 16 })
      try {
        await offerDemo(platen, settings)
        if (web) answerOn(server, platen)
        say(await greeting(platen, settings, web))
        const processes = startWorkerProcesses(database.workerUrl === null ? 0 : workers)
        if (workers > 0 && database.workerUrl === null) say(`No jobs are worked here. ${noWorkerUrl}`)
        try {
          await stopping
        } finally {
          await processes.stop()
        }
      } finally {
        await closeServer(server)
        await platen.pool.end()
      }
    } finally {
      await database.close()
    }
  } finally {
    await closeServer(server)
  }
  say('Platen has stopped.')
}

function answerOn(server: Server, platen: Platen): void {
  const app = httpApp(platen, {
    screens: screensDirectory(),
    isReady: () =>
      sql`select 1`.execute(platen.queries).then(
        () => true,
        () => false,
      ),
  })
  server.off('request', answerStarting)
  server.on('request', getRequestListener(app.fetch))
}

/** Until the database is ready, whoever asks is told so at once instead of being kept waiting. */
function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  const body = problem('unavailable', 'Platen is starting. Try again in a moment.')
  response.writeHead(body.status, { 'content-type': 'application/problem+json', 'retry-after': '1' })
  response.end(JSON.stringify(body))
}

function listen(server: Server, { port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: `PORT ${port} is taken on ${host}. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
        EACCES: `PORT ${port} needs more rights than this user has. Choose one above 1023.`,
        EADDRNOTAVAIL: `HOST ${host} is no address of this machine.`,
        ENOTFOUND: `HOST ${host} is no address of this machine.`,
      }
      reject(
        new SettingError(reasons[error.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${error.message}`),
      )
    })
    server.on('request', answerStarting)
    server.listen(port, host, () => resolve())
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve()
    server.close(() => resolve())
    // Requests under way may finish; connections that only wait are ended.
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 5_000).unref()
  })
}

/** The built screens, beside the built server. */
function screensDirectory(): string | null {
  const beside = fileURLToPath(new URL('../web', import.meta.url))
  const built = fileURLToPath(new URL('../dist/web', import.meta.url))
  return [beside, built].find((directory) => existsSync(join(directory, 'index.html'))) ?? null
}

async function offerDemo(platen: Platen, settings: Settings): Promise<void> {
  if (await anyCompany(platen)) {
    if (await demoExists(platen)) platen.demo = demoSignIn
    return
  }
  if (!settings.demo && !(await agreesToDemo())) return
  say('Making the demo shop …')
  await makeDemo(platen)
  platen.demo = demoSignIn
}

async function agreesToDemo(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question('There is no company yet. Make a demo shop to look around? [Y/n] ')
  terminal.close()
  return !/^n/i.test(answer.trim())
}

async function greeting(platen: Platen, settings: Settings, web: boolean): Promise<string> {
  if (!web) return 'Platen keeps the database and the workers running. Ctrl-C stops it.'
  const at = `Platen is at ${settings.publicUrl}`
  if (await demoExists(platen))
    return `${at}: sign in as ${demoSignIn.email} with the password ${demoSignIn.password}. Ctrl-C stops it.`
  if (await anyCompany(platen)) return `${at}: sign in there. Ctrl-C stops it.`
  return `${at}: sign up as the first owner there. Ctrl-C stops it.`
}

async function anyCompany(platen: Platen): Promise<boolean> {
  const { rows } = await sql`select 1 from auth.companies_for_worker() limit 1`.execute(platen.queries)
  return rows.length > 0
}

async function demoExists(platen: Platen): Promise<boolean> {
  const { rows } = await sql`select 1 from auth.person_by_email(${demoSignIn.email})`.execute(platen.queries)
  return rows.length > 0
}
