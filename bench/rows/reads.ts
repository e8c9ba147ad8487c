import { foldRollups } from '../../invoicing/rollups/fold-rollups.ts'
import { brokenBy, clients, compared, plainFigure, type Row, targetOf } from '../bench-run.ts'
import { detailCall, pageCall, searchCall } from '../calls.ts'
import { drive } from '../http-clients.ts'
import { searchedName } from '../ledger-rows.ts'
import { type LimitRun, runLimit } from '../limit.ts'
import { cardsScript, detailScript, listScript, searchScript } from '../limit-scripts.ts'

/** Some seconds a round: the compiler has seen the code by then, and a pause of the collector does not decide. */
const oursEach = 500
const limitEach = 2_000

export const listRow: Row = {
  name: 'list',
  writes: false,
  async measure(run) {
    const ledger = run.ledgers.big
    const target = targetOf(run, ledger)
    const { figure } = await compared(run, {
      name: 'list page, 50 open by due date',
      promised: { atLeast: { floor: 0.06, goal: 0.18 } },
      limit: () => runLimit(run.appUrl, listScript(ledger), { clients, each: limitEach }),
      ours: () => drive(target, { clients, each: oursEach, call: () => pageCall }),
    })
    const one = await drive(target, { clients: 1, each: 1, call: () => pageCall })
    const kilobytes = (one.answers[0]?.bytes ?? Number.NaN) / 1_000
    const size = plainFigure(
      {
        row: 'list page, JSON',
        ours: { value: kilobytes, unit: 'kB' },
        judged: { value: kilobytes, unit: 'kB' },
        promised: { atMost: { floor: Number.POSITIVE_INFINITY, goal: 15 } },
        broken: brokenBy(one),
      },
      null,
    )
    return [figure, size]
  },
}

/**
 * One client each: what is compared is how long the cards take, not how many processors count at once. No worker runs
 * beside the benchmark; what the rows before have left to fold and to clear away is done here as workers and autovacuum do
 * it within a minute.
 */
export const cardsRow: Row = {
  name: 'cards',
  writes: false,
  async measure(run) {
    const ledger = run.ledgers.big
    await foldRollups(run, ledger.companyId)
    await run.admin.query('vacuum analyze invoicing.invoice_rollups')
    await run.admin.query('vacuum analyze invoicing.money_rollups')
    const { figure } = await compared(run, {
      name: 'cards against a scan',
      promised: { atMost: { floor: 0.1, goal: 0.017 } },
      times: true,
      limit: () => runLimit(run.appUrl, cardsScript(ledger), { clients: 1, each: 5 }),
      ours: () =>
        drive(targetOf(run, ledger), {
          ...{ clients: 1, each: 40 },
          call: () => ({ method: 'GET', path: '/invoices/stats' }),
        }),
    })
    return [figure]
  },
}

export const detailRow: Row = {
  name: 'detail',
  writes: false,
  async measure(run) {
    const ledger = run.ledgers.big
    const { figure } = await compared(run, {
      name: 'detail',
      promised: { atLeast: { floor: 0.04, goal: 0.1 } },
      limit: () => runLimit(run.appUrl, detailScript(ledger), { clients, each: limitEach }),
      ours: () =>
        drive(targetOf(run, ledger), {
          ...{ clients, each: oursEach },
          call: (client, index) => detailCall(ledger, client * oursEach + index),
        }),
    })
    return [figure]
  },
}

export const searchRow: Row = {
  name: 'search',
  writes: false,
  async measure(run) {
    const ledger = run.ledgers.big
    const { figure } = await compared(run, {
      name: 'search, 20k customers',
      promised: { atMost: { floor: 5, goal: 2.5 } },
      times: true,
      limit: () => searchLimit(run.appUrl, (name) => searchScript(ledger, name)),
      ours: () =>
        drive(targetOf(run, ledger), {
          ...{ clients, each: 60 },
          call: (client, index) => searchCall(client * 60 + index),
        }),
    })
    return [figure]
  },
}

/** A search's pattern is part of its text, so that several names are several scripts; their rates are averaged. */
async function searchLimit(
  appUrl: string,
  scriptOf: (name: string) => ReturnType<typeof searchScript>,
): Promise<LimitRun> {
  const runs: LimitRun[] = []
  for (const n of [3, 331, 642])
    runs.push(await runLimit(appUrl, scriptOf(searchedName(n)), { clients, each: 60 }))
  const secondsEach = runs.reduce((sum, { perSecond }) => sum + 1 / perSecond, 0) / runs.length
  return { perSecond: 1 / secondsEach, by: runs[0]?.by ?? 'pg' }
}
