import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { pino } from 'pino'
import { connect } from '../database/connect.ts'
import type { DB } from '../database/tables.ts'
import { clockOf } from '../server/clock.ts'
import { httpApp } from '../server/http.ts'
import type { Platen } from '../server/platen.ts'
import { rateLimits } from '../server/rate-limits.ts'
import { startWorker, usualTimes } from '../worker/main.ts'
import { followGivenClock } from './given-clock.ts'

/*
 * The server under test: the real one on a loopback port, in a process of its own that can be killed. It differs from
 * `platen start` in that the database is given, that it has no screens, and that no rate limit stands before the proofs.
 */
const setting = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set`)
  return value
}

const pool = connect(setting('PROOF_DATABASE_URL'), {
  maximum: Number(setting('PROOF_CONNECTIONS')),
  name: 'platen-proof',
})
const { signIn: _, ...limits } = rateLimits({ apiKeyPerSecond: 1_000_000 })
const platen: Platen = {
  pool,
  queries: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }),
  clock: clockOf(process.env.PROOF_TODAY),
  secret: 'a secret of the proofs, known to all',
  publicUrl: 'http://127.0.0.1',
  log: pino({ level: 'error' }, pino.destination({ fd: 2, sync: true })),
  auditHeads: { note: async () => undefined, noted: async () => [] },
  headMailbox: null,
  limits: { ...limits, signIn: async () => undefined },
  // Who may print what is proven here; how it looks is not, and printing would only take time.
  printer: { print: async () => new TextEncoder().encode('%PDF-1.7') },
  demo: null,
}
const app = httpApp(platen, {
  screens: null,
  isReady: () =>
    sql`select 1`.execute(platen.queries).then(
      () => true,
      () => false,
    ),
})
const server = createServer(getRequestListener(app.fetch))
// A connection that the client thinks alive must not be closed under it: its request would be lost without a cause.
server.keepAliveTimeout = 600_000
server.listen(Number(process.env.PROOF_PORT ?? 0), '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : null })}\n`)
})
followGivenClock()
const workerUrl = process.env.PROOF_WORKER_URL
if (workerUrl) await startWorker(platen, { ...usualTimes, workerUrl, lookMs: 20 })
// The end of the proof's process closes this pipe, so that no server outlives it.
process.stdin.resume().once('end', () => process.exit(0))
