import type { Pool } from 'pg'
import { connect } from '../database/connect.ts'
import { addressOf, bundle } from './bundle.ts'
import { isObject } from './client.ts'
import type { Mutant } from './mutant.ts'
import type { Tenant } from './p9-tenancy.ts'
import { allOf, type Figures, holds } from './proof.ts'
import { expectOk, type Stage } from './stage.ts'

type Transactions = typeof import('../database/transaction.ts')

/** Connections that both companies use in turn: none remembers for whom it worked last. */
export async function connectionsForget(
  stage: Stage,
  us: Tenant,
  them: Tenant,
  mutant: Mutant | null,
): Promise<Figures> {
  const file = await bundle('database/transaction.ts', mutant, { part: true })
  const transactions: Transactions = await import(addressOf(file))
  const pool = connect(stage.appUrl, { maximum: 1, name: 'platen-proof-pool' })
  try {
    await leavesNothing(transactions, pool, them)
  } finally {
    await pool.end()
  }
  return { interleaved: await interleaved(us, them) }
}

/** After each way that a transaction can end, the same connection belongs to nobody again. */
async function leavesNothing(
  { inCompany, inNoCompany }: Transactions,
  pool: Pool,
  them: Tenant,
): Promise<void> {
  const ends: [how: string, run: () => Promise<unknown>][] = [
    ['a commit', () => inCompany(pool, them.id, { books: 'post' }, async () => undefined)],
    ['a read', () => inCompany(pool, them.id, { books: 'read' }, async () => undefined)],
    ['a dry run', () => inCompany(pool, them.id, { books: 'post', keep: false }, async () => undefined)],
    [
      'a refusal',
      () =>
        inCompany(pool, them.id, { books: 'post' }, async () => {
          throw new Error('refused')
        }).catch(() => undefined),
    ],
    ['a transaction of nobody', () => inNoCompany(pool, async () => undefined)],
  ]
  for (const [how, run] of ends) {
    await run()
    const { rows } = await pool.query<{ company: string | null; seen: number }>(
      `select current_setting('app.company_id', true) as company, (select count(*)::int from invoicing.customers) as seen`,
    )
    const { company, seen } = rows[0] ?? { company: null, seen: -1 }
    holds(
      !company && seen === 0,
      `after ${how} the connection still acts for ${company} and sees ${seen} customers`,
    )
  }
}

/** Both companies ask at once through the server's few connections: each sees its own customers only. */
async function interleaved(us: Tenant, them: Tenant): Promise<number> {
  const rounds = 60
  const customersOf = async (tenant: Tenant) => {
    const { data } = expectOk(await tenant.clients.viewer.get('/customers?limit=100')).body
    return JSON.stringify(Array.isArray(data) ? data.filter(isObject).map(({ id }) => id) : null)
  }
  const [ours, theirs] = [await customersOf(us), await customersOf(them)]
  holds(ours !== theirs, 'two companies see the same customers')
  const asked = Array.from({ length: rounds }, async (_, round) => {
    const [tenant, right] = round % 2 === 0 ? [us, ours] : [them, theirs]
    holds((await customersOf(tenant)) === right, 'a company sees other customers than its own')
  })
  await allOf(asked)
  return rounds
}
