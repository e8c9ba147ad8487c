import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { DB } from '../database/tables.ts'
import type { Clock } from './clock.ts'
import type { RateLimits } from './rate-limits.ts'

/** What every door hands to the operations: the database, the clock, the secret and the limits of this process. */
export interface Platen {
  pool: Pool
  /** Queries outside a transaction: only the functions of schema auth answer there. */
  queries: Kysely<DB>
  clock: Clock
  secret: string
  publicUrl: string
  log: Logger
  limits: RateLimits
  /** Set while the demo shop is offered, so that the sign-in page can say how to get in. */
  demo: { email: string; password: string } | null
}
