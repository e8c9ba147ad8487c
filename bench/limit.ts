import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

/** A variable of a hand-written transaction, drawn anew each time; a later one may build on an earlier one. */
export type Variable =
  /** A random number below `below`, times `step`, plus `plus`. */
  | { name: string; random: { below: number; step: number; plus: number } }
  /** `(of * times) % modulo + 1` */
  | { name: string; of: string; times: number; modulo: number }
  /** first, first + 1, …: each client has a range of its own of `perClient` numbers. */
  | { name: string; next: { first: number; perClient: number } }

/**
 * A hand-written transaction: one round trip for each statement, which names variables as `:name`. A statement may give
 * one column, which becomes a variable of that name for those after it.
 */
export interface Script {
  variables: readonly Variable[]
  statements: readonly { sql: string; gives?: string }[]
}

export interface LimitRun {
  perSecond: number
  by: 'pgbench' | 'pg'
}

/** Runs a script `each` times on each of `clients` connections as the application role, prepared, and gives its rate. */
export async function runLimit(
  appUrl: string,
  script: Script,
  run: { clients: number; each: number },
): Promise<LimitRun> {
  const pgbench = findPgbench()
  if (!pgbench) return { perSecond: await runByPg(appUrl, script, run), by: 'pg' }
  const directory = mkdtempSync(join(tmpdir(), 'platen-bench-'))
  try {
    const file = join(directory, 'script.sql')
    writeFileSync(file, pgbenchText(script))
    const threads = Math.min(2, run.clients)
    const { stdout } = await promisify(execFile)(pgbench, [
      ...['--no-vacuum', '--protocol=prepared', `--client=${run.clients}`, `--jobs=${threads}`],
      ...[`--transactions=${run.each}`, ...definitions(script), `--file=${file}`, appUrl],
    ]).catch((error: { stderr?: string }) => {
      // The command line holds a password, so that only what pgbench said is told.
      throw new Error(`pgbench failed:\n${error.stderr ?? ''}`)
    })
    const done = Number(/actually processed: (\d+)/.exec(stdout)?.[1])
    const perSecond = Number(/tps = ([\d.]+) \(without/.exec(stdout)?.[1])
    if (done !== run.clients * run.each || !(perSecond > 0))
      throw new Error(`pgbench did not finish:\n${stdout}`)
    return { perSecond, by: 'pgbench' }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

export function findPgbench(): string | undefined {
  const places = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...[18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`),
  ]
  return places.map((place) => join(place, 'pgbench')).find((file) => existsSync(file))
}

/** A range is counted by a variable that pgbench keeps from one transaction of a client to the next. */
function definitions({ variables }: Script): string[] {
  return variables.flatMap((variable) => ('next' in variable ? [`--define=${variable.name}_count=0`] : []))
}

function pgbenchText({ variables, statements }: Script): string {
  const sets = variables.flatMap((variable) => {
    const { name } = variable
    if ('random' in variable) {
      const { below, step, plus } = variable.random
      return [`\\set ${name} random(0, ${below - 1}) * ${step} + ${plus}`]
    }
    if ('of' in variable)
      return [`\\set ${name} (:${variable.of} * ${variable.times}) % ${variable.modulo} + 1`]
    const { first, perClient } = variable.next
    return [
      `\\set ${name} ${first} + :client_id * ${perClient} + :${name}_count`,
      `\\set ${name}_count :${name}_count + 1`,
    ]
  })
  const sent = statements.map(({ sql, gives }) => `${oneLine(sql)}${gives ? ' \\gset' : ';'}`)
  return `${[...sets, ...sent].join('\n')}\n`
}

function oneLine(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim()
}

/** The same without pgbench: prepared statements through `pg`. */
async function runByPg(
  appUrl: string,
  script: Script,
  { clients, each }: { clients: number; each: number },
): Promise<number> {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: appUrl })
      await client.connect()
      return client
    }),
  )
  try {
    const startedAt = performance.now()
    await Promise.all(
      connections.map(async (connection, client) => {
        for (let index = 0; index < each; index += 1) await runOnce(connection, script, client, index)
      }),
    )
    return (clients * each * 1_000) / (performance.now() - startedAt)
  } finally {
    await Promise.all(connections.map((connection) => connection.end()))
  }
}

async function runOnce(connection: pg.Client, script: Script, client: number, index: number): Promise<void> {
  const known = new Map<string, unknown>()
  for (const variable of script.variables) known.set(variable.name, draw(variable, known, client, index))
  for (const [position, { sql, gives }] of script.statements.entries()) {
    const values: unknown[] = []
    const text = sql.replace(/(?<![:\w]):([a-z_]+)/g, (_, name: string) => {
      values.push(known.get(name))
      return `$${values.length}`
    })
    const { rows } = await connection.query<Record<string, unknown>>({ name: `s${position}`, text, values })
    if (gives) known.set(gives, rows[0]?.[gives])
  }
}

function draw(
  variable: Variable,
  known: ReadonlyMap<string, unknown>,
  client: number,
  index: number,
): number {
  if ('random' in variable) {
    const { below, step, plus } = variable.random
    return Math.floor(Math.random() * below) * step + plus
  }
  if ('of' in variable) return ((Number(known.get(variable.of)) * variable.times) % variable.modulo) + 1
  return variable.next.first + client * variable.next.perClient + index
}
