import { Pool, types as pgTypes } from 'pg'

// DATE stays the text it is: a JavaScript Date would move it by the server's time zone.
pgTypes.setTypeParser(pgTypes.builtins.DATE, (text) => text)

/**
 * A pool of connections as the application role. A transaction-pooling proxy may stand in between: statements are named
 * only where none does (`prepared-statements.ts`).
 */
export function connect(databaseUrl: string, { maximum = 12, name = 'platen' } = {}): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: maximum,
    application_name: name,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
  })
  // An idle connection that breaks (the server restarts) is replaced by the pool; without a listener it would end us.
  pool.on('error', () => undefined)
  // One that breaks while a transaction holds it has no listener of the pool's. The transaction's next query fails, and
  // says so to whoever asked; the error event must not end the whole process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
