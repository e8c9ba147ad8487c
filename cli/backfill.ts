import { createRouterClient } from '@orpc/server'
import { sql } from 'kysely'
import {
  type BackfillCounts,
  type BackfillName,
  type BackfillRun,
  backfillLabels,
  backfillNames,
} from '../contract/backfills.ts'
import { refuseField } from '../contract/refusals.ts'
import { addedCounts, countsOf, noCounts } from '../invoicing/backfills/backfill-counts.ts'
import { router } from '../invoicing/router.ts'
import type { Platen } from '../server/platen.ts'
import { entranceFor, requireCompany, withPlaten } from './open-platen.ts'
import { print, progress, say } from './print.ts'
import { untilStopped } from './stop-signal.ts'

interface RunOptions {
  company?: string
  all?: boolean
  batchSize: string
  resume?: boolean
  dryRun?: boolean
  json?: boolean
}

/** `platen backfill list`: what there is; with a company, also how its last run of each came out. */
export async function listBackfills({ company, json }: { company?: string; json?: boolean }): Promise<void> {
  if (!company) {
    print({ data: backfillNames.map((name) => ({ name, says: backfillLabels[name].says })) }, json)
    return
  }
  await withPlaten(async (platen) => {
    const client = createRouterClient(router, { context: await entranceFor(platen, company) })
    const listed = await client.backfills.list()
    if (json) return print(listed, true)
    const rows = listed.data.map(({ name, lastRun }) => ({
      name,
      lastRun: lastRun === null ? 'never' : (lastRun.finishedAt ?? `cut off at ${lastRun.updatedAt}`),
      ...(lastRun ? countsOf(lastRun) : {}),
    }))
    print({ data: rows }, false)
  })
}

/**
 * `platen backfill run NAME`: batch by batch, each a transaction of its own, for one company or for all. What is done
 * stays done when it is stopped; `--resume` goes on from there. Gives the exit code.
 */
export async function runBackfill(given: string, options: RunOptions): Promise<number> {
  const name = backfillNames.find((known) => known === given)
  if (!name)
    throw refuseField('not_found', 'NAME', `There is no backfill "${given}": ${backfillNames.join(', ')}.`)
  const batchSize = Number(options.batchSize)
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 1000)
    throw refuseField('invalid_input', '--batchSize', 'is a number of customers from 1 to 1000')
  if (!options.all) requireCompany(options.company)
  return withPlaten(async (platen) => {
    const startedAt = Date.now()
    const slugs = options.all ? await everyCompany(platen) : [options.company ?? '']
    const companies = await untilStopped((isStopped) =>
      fillCompanies(platen, slugs, name, { ...options, batchSize, isStopped }),
    )
    progress('')
    if (!companies) {
      const goOn = options.dryRun
        ? 'Nothing was written.'
        : 'What is done stays done: --resume goes on from there.'
      say(`Stopped between two batches. ${goOn}`)
      return 130
    }
    const sums = companies.reduce<BackfillCounts>(addedCounts, noCounts)
    const dryRun = options.dryRun ?? false
    if (options.json) print({ name, dryRun, ...sums, companies }, true)
    else report(sums, dryRun, Date.now() - startedAt)
    return 0
  })
}

async function everyCompany(platen: Platen): Promise<string[]> {
  const { rows } = await sql<{ slug: string }>`select slug from auth.companies_for_worker()`.execute(
    platen.queries,
  )
  return rows.map(({ slug }) => slug)
}

interface Filling {
  batchSize: number
  resume?: boolean
  dryRun?: boolean
  isStopped: () => boolean
}

type Filled = { company: string } & BackfillCounts

/** One company after the other; null when stopped before the end. */
async function fillCompanies(
  platen: Platen,
  slugs: readonly string[],
  name: BackfillName,
  filling: Filling,
): Promise<Filled[] | null> {
  const companies: Filled[] = []
  for (const slug of slugs) {
    const filled = await fillCompany(platen, slug, name, filling)
    if (!filled) return null
    companies.push(filled)
  }
  return companies
}

/** One company, batch by batch. A dry run keeps no run, so each of its batches begins where the last one ended. */
async function fillCompany(
  platen: Platen,
  company: string,
  name: BackfillName,
  { batchSize, resume, dryRun, isStopped }: Filling,
): Promise<Filled | null> {
  const entrance = await entranceFor(platen, company, dryRun ? { dryRun: true } : {})
  const { backfills } = createRouterClient(router, { context: entrance })
  // A dry run tells of the whole, also of what a run that was cut off had done.
  let run: BackfillRun = await backfills.run({ name, batchSize, resume: !dryRun && (resume ?? false) })
  let tried = countsOf(run)
  while (!run.finishedAt) {
    if (isStopped()) return null
    progress(`${company}: ${(dryRun ? tried : run).scanned} rows`)
    const place = dryRun ? { cursor: run.cursor ?? '' } : { runId: run.runId ?? '' }
    run = await backfills.run({ name, batchSize, ...place })
    tried = addedCounts(tried, run)
  }
  return { company, ...(dryRun ? tried : countsOf(run)) }
}

function report(counts: BackfillCounts, dryRun: boolean, milliseconds: number): void {
  const rate = Math.round((counts.scanned * 1000) / Math.max(1, milliseconds))
  const { scanned, written, removed, kept, unchanged } = counts
  if (dryRun) say('Dry run: nothing was written.')
  print(
    `${scanned} rows: ${written} ${dryRun ? 'would be ' : ''}written, ${removed} removed, ${kept} edited by hand and kept, ${unchanged} right already (${rate} rows a second)`,
    false,
  )
}
