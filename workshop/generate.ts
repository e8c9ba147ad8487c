import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { dumpSchema } from '../database/dump-schema.ts'
import { startTestCluster } from '../tests/support/cluster.ts'

/**
 * Writes what follows from the migrations: `database/schema.sql` and `database/tables.ts`. With `--verify`
 * writes nothing, shows what differs, and exits 1 if anything does.
 */
async function generate(verify: boolean): Promise<number> {
  const cluster = await startTestCluster()
  try {
    const database = await cluster.createDatabase()
    const generated = new Map([
      ['database/schema.sql', await schemaOf(database.adminUrl)],
      ['database/tables.ts', tablesOf(database.adminUrl)],
    ])
    const differing = [...generated].filter(([file, text]) => text !== current(file))
    if (verify) {
      for (const [file, text] of differing) showDifference(file, text)
      if (differing.length > 0) console.error('Run "npm run generate" and commit what it writes.')
      return differing.length > 0 ? 1 : 0
    }
    for (const [file, text] of differing) writeFileSync(pathOf(file), text)
    const written = differing.map(([file]) => file).join(', ')
    console.log(written === '' ? 'Nothing has changed.' : `Written: ${written}`)
    return 0
  } finally {
    await cluster.stop()
  }
}

async function schemaOf(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return await dumpSchema(client)
  } finally {
    await client.end()
  }
}

/** The types of what the driver gives: dates, decimals and big integers are text, instants are `Date`. */
function tablesOf(adminUrl: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'platen-generate-'))
  const file = join(directory, 'tables.ts')
  try {
    execFileSync(
      process.execPath,
      [
        ...[
          pathOf('node_modules/kysely-codegen/dist/cli/bin.js'),
          '--dialect',
          'postgres',
          '--url',
          adminUrl,
        ],
        ...['--include-pattern', '@(auth|invoicing).*', '--date-parser', 'string', '--out-file', file],
        ...['--type-mapping', JSON.stringify({ int8: 'string', numeric: 'string' })],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    return readFileSync(file, 'utf8')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function showDifference(file: string, text: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'platen-generate-'))
  const fresh = join(directory, 'generated')
  writeFileSync(fresh, text)
  const result = spawnSync('git', ['diff', '--no-index', '--no-color', '--', pathOf(file), fresh], {
    encoding: 'utf8',
  })
  rmSync(directory, { recursive: true, force: true })
  const changes = (result.stdout ?? '').split('\n').filter((line) => !/^(diff|index|---|\+\+\+) /.test(line))
  console.error(`${file} is not what the migrations amount to:\n${changes.join('\n')}`)
}

function current(file: string): string | undefined {
  try {
    return readFileSync(pathOf(file), 'utf8')
  } catch {
    return undefined
  }
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url))
}

process.exitCode = await generate(process.argv.includes('--verify'))
