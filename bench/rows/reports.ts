import type { Pool } from 'pg'
import { actAs } from '../../database/transaction.ts'
import { type BenchRun, brokenBy, compared, plainFigure, type Row, targetOf } from '../bench-run.ts'
import { detailCall } from '../calls.ts'
import { type Figure, percentile } from '../figures.ts'
import { type Driven, drive } from '../http-clients.ts'
import { runLimit } from '../limit.ts'
import { residentMebibytes, watchMachine } from '../machine.ts'
import { benchToday, type Ledger } from '../plan.ts'
import { agingScript, type StatementPeriod, statementsScript } from '../report-scripts.ts'

export const agingRow: Row = {
  name: 'aging',
  writes: false,
  async measure(run) {
    const ledger = run.ledgers.big
    const { figure } = await compared(run, {
      name: 'aging of all customers',
      promised: { atMost: { floor: 4, goal: 1.5 } },
      times: true,
      limit: () => runLimit(run.appUrl, agingScript(ledger), { clients: 1, each: 4 }),
      ours: () =>
        drive(targetOf(run, ledger), {
          ...{ clients: 1, each: 4 },
          call: () => ({ method: 'GET', path: '/reports/aging/csv' }),
        }),
    })
    return [figure]
  },
}

/** Statements for everybody with a balance at the end of a month, each round another month: how many a second. */
export const statementsRow: Row = {
  name: 'statements',
  writes: true,
  async measure(run) {
    const ledger = run.ledgers.big
    const months = monthsBefore(benchToday)
    // What was written by hand is taken out again, so that this month stays free for it.
    const byHand = months.next().value
    const { figure, driven } = await compared(run, {
      name: 'statement run, statements',
      promised: { atMost: { floor: 15, goal: 4 } },
      times: true,
      limit: async () => {
        const startedAt = performance.now()
        const { by } = await runLimit(run.appUrl, statementsScript(ledger, byHand), {
          ...{ clients: 1, each: 1 },
        })
        const seconds = (performance.now() - startedAt) / 1_000
        return { by, perSecond: (await takeOut(run.admin, ledger)) / seconds }
      },
      ours: () => runStatements(run, ledger, months.next().value),
    })
    const crowd = await beside(run, ledger, months.next().value)
    return [{ ...figure, broken: [...figure.broken, ...(await missing(run, ledger, driven))] }, ...crowd]
  },
}

async function runStatements(run: BenchRun, ledger: Ledger, period: StatementPeriod): Promise<Driven> {
  const driven = await drive(targetOf(run, ledger), {
    ...{ clients: 1, each: 1 },
    call: () => ({ method: 'POST', path: '/statements/run', body: period }),
  })
  const outcomes = outcomesIn(driven)
  const others = outcomes.filter((outcome) => outcome !== 'done')
  const seconds = (driven.latenciesMs[0] ?? Number.NaN) / 1_000
  return {
    ...driven,
    perSecond: (outcomes.length - others.length) / seconds,
    refused: [...driven.refused, ...others],
  }
}

function outcomesIn({ answers }: Driven): string[] {
  return answers.flatMap(({ body }) => {
    const read: { results: { outcome: string }[] } = JSON.parse(body)
    return read.results.map(({ outcome }) => outcome)
  })
}

/** What a run does to the process that it runs in, and to another company that works meanwhile. */
async function beside(run: BenchRun, ledger: Ledger, period: StatementPeriod): Promise<Figure[]> {
  const other = run.ledgers.small
  const detail = () =>
    drive(targetOf(run, other), {
      ...{ clients: 1, each: 25 },
      call: (_client, index) => detailCall(other, index),
    })
  const settle = watchMachine(run.roots)
  const alone = [await detail(), await detail(), await detail(), await detail()]
  const before = residentMebibytes(run.server.pid)
  let most = before
  let isRunning = true
  const running = runStatements(run, ledger, period).finally(() => {
    isRunning = false
  })
  const meanwhile: Driven[] = []
  while (isRunning) {
    meanwhile.push(await detail())
    most = Math.max(most, residentMebibytes(run.server.pid))
  }
  const broken = [await running, ...alone, ...meanwhile].flatMap(brokenBy)
  const p95 = (driven: Driven[]) =>
    percentile(
      driven.flatMap(({ latenciesMs }) => latenciesMs),
      0.95,
    )
  const disturbance = settle()
  return [
    plainFigure(
      {
        row: 'statement run, memory',
        ours: { value: most - before, unit: 'MiB' },
        judged: { value: most - before, unit: 'MiB' },
        promised: { atMost: { floor: 100, goal: 100 } },
        broken,
      },
      disturbance,
    ),
    plainFigure(
      {
        row: 'statement run, p95 of others',
        limit: { value: p95(alone), unit: 'ms', by: 'alone' },
        ours: { value: p95(meanwhile), unit: 'ms' },
        judged: { value: p95(meanwhile) / p95(alone), unit: 'x' },
        promised: { atMost: { floor: 2, goal: 2 } },
        broken,
      },
      disturbance,
    ),
  ]
}

/** Whole months back from a day, the newest first. */
function* monthsBefore(day: string): Generator<StatementPeriod, never> {
  const [year = 0, month = 0] = day.split('-').map(Number)
  const text = (date: Date) => date.toISOString().slice(0, 10)
  for (let back = 1; ; back += 1) {
    const [first, last] = [Date.UTC(year, month - 1 - back, 1), Date.UTC(year, month - back, 0)]
    yield { periodStart: text(new Date(first)), periodEnd: text(new Date(last)) }
  }
}

/**
 * Takes out what was written by hand, so that both sides find the same tables, and tells how much it was. The audit
 * entries stay: they are under the seal by now.
 */
async function takeOut(admin: Pool, { companyId }: Ledger): Promise<number> {
  const client = await admin.connect()
  try {
    await client.query(`begin; ${actAs(companyId)}; set local session_replication_role = 'replica'`)
    const { rows } = await client.query<{ id: string }>(
      `delete from invoicing.customer_statements s using invoicing.audit_entries a
       where s.company_id = $1 and a.company_id = $1 and a.entity_id = s.id and a.label = 'by hand'
       returning s.id`,
      [companyId],
    )
    const ids = rows.map(({ id }) => id)
    await client.query(
      'delete from invoicing.customer_aging_snapshots where company_id = $1 and statement_id = any($2)',
      [companyId, ids],
    )
    await client.query(
      `update invoicing.customers c set closed_through = (select max(period_end) from invoicing.customer_statements s
         where s.company_id = $1 and s.customer_id = c.id and s.archived_at is null)
       where c.company_id = $1`,
      [companyId],
    )
    await client.query('commit')
    return ids.length
  } finally {
    client.release()
  }
}

/** Whether each statement that was told to be done is there. */
async function missing({ admin }: BenchRun, { companyId }: Ledger, driven: Driven[]): Promise<string[]> {
  const told = driven.flatMap(outcomesIn).length
  const { rows } = await admin.query<{ count: string }>(
    'select count(*) from invoicing.customer_statements where company_id = $1',
    [companyId],
  )
  const found = Number(rows[0]?.count)
  return found >= told ? [] : [`${told} statements told, ${found} there`]
}
