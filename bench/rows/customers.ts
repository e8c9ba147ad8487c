import { makeKeys } from '../api-keys.ts'
import { type BenchRun, brokenBy, plainFigure, type Row } from '../bench-run.ts'
import { type Figure, percentile } from '../figures.ts'
import { drive } from '../http-clients.ts'
import { customerAt, phoneAt, searchedName } from '../ledger-rows.ts'
import { loadCustomers } from '../load-ledgers.ts'
import { watchMachine } from '../machine.ts'
import { idOf, type Ledger } from '../plan.ts'

const tag = 'crowd'
const ledger: Ledger = { tag, companyId: idOf(tag, 'company', 1), customers: 100_000, invoices: 0 }
const each = 60

/** What people type, for the n-th customer. */
const typed: Record<string, (n: number) => string> = {
  number: (n) => customerAt(ledger, n).number,
  name: (n) => searchedName(n),
  'first letters': (n) => searchedName(n).slice(0, 3),
  'e-mail': (n) => customerAt(ledger, n).email,
  phone: (n) => phoneAt(n).replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3'),
}

/** Searches among 100,000 customers, one after another: how long 95 of 100 take at most. */
export const customersRow: Row = {
  name: 'customers',
  writes: false,
  async measure(run) {
    await loadCustomers(run.admin, ledger)
    const keys = (await makeKeys(run.pool, [ledger])).get(ledger) ?? []
    const figures: Figure[] = []
    for (const [what, query] of Object.entries(typed)) figures.push(await searches(run, keys, what, query))
    return figures
  },
}

async function searches(
  run: BenchRun,
  keys: readonly string[],
  what: string,
  query: (n: number) => string,
): Promise<Figure> {
  const settle = watchMachine(run.roots)
  const driven = await drive(
    { port: run.server.port, pid: run.server.pid, keys },
    {
      ...{ clients: 1, each },
      call: (_client, index) => ({
        method: 'GET',
        path: `/customers?q=${encodeURIComponent(query(1 + ((index * 7_919) % ledger.customers)))}&limit=25`,
      }),
    },
  )
  const nobody = driven.answers.filter(({ body }) => body.startsWith('{"data":[]')).length
  const p95 = percentile(driven.latenciesMs, 0.95)
  return plainFigure(
    {
      row: `100,000 customers by ${what}, p95`,
      ours: { value: p95, unit: 'ms' },
      judged: { value: p95, unit: 'ms' },
      promised: { atMost: { floor: 100, goal: 30 } },
      broken: [...brokenBy(driven), ...(nobody > 0 ? [`${nobody} searches found nobody`] : [])],
    },
    settle(),
  )
}
