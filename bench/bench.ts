import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg, { Pool } from 'pg'
import { connect } from '../database/connect.ts'
import { startTestCluster } from '../tests/support/cluster.ts'
import { makeKeys } from './api-keys.ts'
import type { BenchRun, Row } from './bench-run.ts'
import { wrongBooks } from './books.ts'
import { startBuiltServer, temporaryDirectory } from './built-server.ts'
import { type Figure, markOf, tableOf } from './figures.ts'
import { loadLedgers } from './load-ledgers.ts'
import { type SizeName, sizes } from './plan.ts'
import { allocationRow } from './rows/allocation.ts'
import { backfillRow } from './rows/backfill.ts'
import { customersRow } from './rows/customers.ts'
import { growthRow } from './rows/growth.ts'
import { importRow } from './rows/import.ts'
import { cardsRow, detailRow, listRow, searchRow } from './rows/reads.ts'
import { agingRow, statementsRow } from './rows/reports.ts'
import { screenRow } from './rows/screen.ts'
import { startRow } from './rows/start.ts'
import { verifyRow } from './rows/verify.ts'
import { draftRow, paymentRow, sendRow } from './rows/writes.ts'

const rows: readonly Row[] = [
  ...[draftRow, sendRow, paymentRow, allocationRow, listRow, cardsRow, detailRow, searchRow],
  ...[customersRow, agingRow, statementsRow],
  ...[importRow, backfillRow, verifyRow, startRow, growthRow, screenRow],
]

const help = `npm run bench -- [--size s|m|l] [--only ROW] [--json FILE]

  --size     s: 20,000 invoices (default); m: 100,000; l: 1,000,000 and 1,000 further companies
  --only     one row, may be repeated: ${rows.map(({ name }) => name).join(', ')}
  --json     write all figures to a file
  --server   another build to measure (default dist/server/platen.js, built when stale)
  --profile  a directory for a processor profile of the server
`

interface Options {
  size: SizeName
  only: string[]
  json: string | undefined
  server: string | undefined
  profile: string | undefined
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 's' },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      server: { type: 'string' },
      profile: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const size = (Object.keys(sizes) as SizeName[]).find((name) => name === values.size)
  const unknown = values.only.filter((name) => !rows.some((row) => row.name === name))
  if (values.help || !size || unknown.length > 0) {
    console.error(help)
    process.exit(values.help ? 0 : 2)
  }
  return { size, only: values.only, json: values.json, server: values.server, profile: values.profile }
}

/** Measures the chosen rows on data of its own and gives their figures. */
async function bench(options: Options): Promise<Figure[]> {
  const wanted = rows.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
  const file = options.server ?? builtFile()
  const cluster = await startTestCluster({ durable: true })
  const home = temporaryDirectory()
  try {
    const database = await cluster.createDatabase()
    say(`Loading size ${options.size} …`)
    const ledgers = await loadLedgers(database.adminUrl, sizes[options.size])
    const platen = {
      file,
      dataDirectory: home.path,
      databaseUrl: database.appUrl,
      profileDirectory: options.profile,
    }
    const pool = connect(database.appUrl, { maximum: 4 })
    const admin = new Pool({ connectionString: database.adminUrl, max: 2 })
    const keys = await makeKeys(pool, [ledgers.small, ledgers.big])
    const server = await startBuiltServer(platen)
    const run: BenchRun = {
      ...{ size: options.size, rounds: sizes[options.size].rounds, ledgers, appUrl: database.appUrl },
      ...{ pool, admin, server, platen, keys },
      roots: [process.pid, server.pid, ...(await postmasterOf(database.adminUrl))],
    }
    try {
      return await measureAll(run, wanted)
    } finally {
      await server.stop()
      await pool.end()
      await admin.end()
    }
  } finally {
    home.remove()
    await cluster.stop()
  }
}

async function measureAll(run: BenchRun, wanted: readonly Row[]): Promise<Figure[]> {
  const figures: Figure[] = []
  const ledgers = [run.ledgers.small, run.ledgers.big]
  for (const ledger of ledgers) {
    const wrong = await wrongBooks(run.pool, ledger)
    if (wrong.length > 0)
      throw new Error(`The loaded books are wrong, nothing was measured:\n${wrong.join('\n')}`)
  }
  for (const row of wanted) {
    say(`Measuring ${row.name} …`)
    const measured = await row.measure(run)
    if (row.writes) {
      const wrong = (await Promise.all(ledgers.map((ledger) => wrongBooks(run.pool, ledger)))).flat()
      for (const figure of measured) figure.broken.push(...wrong)
    }
    figures.push(...measured)
  }
  return figures
}

/** The built server; the command line builds it when the sources are newer. */
function builtFile(): string {
  const command = fileURLToPath(new URL('../workshop/platen.mjs', import.meta.url))
  const { status } = spawnSync(process.execPath, [command, '--help'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error('The server could not be built.')
  return fileURLToPath(new URL('../dist/server/platen.js', import.meta.url))
}

/** The server's own process on this machine, where it is on this machine. */
async function postmasterOf(adminUrl: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const { rows: found } = await client.query<{ pid: number | null }>(
    "select split_part(pg_read_file('postmaster.pid', 0, 20), E'\\n', 1)::int as pid where inet_server_addr() is null",
  )
  await client.end()
  return found.flatMap(({ pid }) => (pid === null ? [] : [pid]))
}

function say(line: string): void {
  console.error(line)
}

const options = readOptions()
const figures = await bench(options)
console.log(`Size ${options.size}, ${cpus().length} processors, Node ${process.versions.node}`)
console.log(tableOf(figures))
for (const { row, broken } of figures) for (const reason of broken) console.log(`WRONG ${row}: ${reason}`)
if (options.json) {
  const report = { size: options.size, node: process.versions.node, processors: cpus().length, figures }
  writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
}
process.exitCode = figures.some((figure) => markOf(figure) === 'WRONG') ? 1 : 0
