import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Mailer } from '../contract/mail.ts'
import type { PaperPrinter } from '../contract/paper.ts'
import type { DB } from '../database/tables.ts'
import type { AuditHeads } from './audit-heads.ts'
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
  /** Where the heads of the audit logs are noted down. */
  auditHeads: AuditHeads
  /** Where they are mailed to besides; null where no mailbox is set for them. */
  headMailbox: { mailer: Mailer; address: string } | null
  printer: PaperPrinter
  /** Set while the demo shop is offered, so that the sign-in page can say how to get in. */
  demo: { email: string; password: string } | null
}
