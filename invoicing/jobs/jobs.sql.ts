import { type RawBuilder, sql } from 'kysely'
import type { Job, JobSort, JobStatus, JobSummary } from '../../contract/jobs.ts'
import { Refused } from '../../contract/refusals.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Place, placeOf, sortedAs } from '../../server/pages.ts'
import { beyond, foundBy, type SortColumn } from '../numbers/document-list.sql.ts'
import type { TakenNumber } from '../numbers/numbers.sql.ts'
import { type JobRow, type JobSummaryRow, toJob, toJobSummary } from './job-row.ts'

/** Everything about a job that people write. */
export interface JobContent {
  title: string
  status: JobStatus
  dueDate: string | null
  garments: Job['garments']
  notes: string | null
}

/** One job whole, from the row `j` that the statement names. */
function wholeJob(tx: Transaction): RawBuilder<unknown> {
  const { companyId } = tx.company
  return sql`
    select j.*, j.created_at::text as created_at_text, c.name as customer_name,
      (select q.quote_number from invoicing.quotes q where q.company_id = ${companyId} and q.id = j.quote_id) as quote_number,
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'invoiceNumber', i.invoice_number, 'status', i.status,
          'total', i.total::text, 'currency', i.currency) order by i.number_value, i.id), '[]')
        from invoicing.invoices i where i.company_id = ${companyId} and i.job_id = j.id) as invoices
    from j join invoicing.customers c on c.company_id = ${companyId} and c.id = j.customer_id
  `
}

export function jobNotFound(): Refused {
  return new Refused('not_found', 'The company has no job with this id.')
}

function whole({ rows }: { rows: JobRow[] }, today: string): Job {
  const row = rows[0]
  if (!row) throw jobNotFound()
  return toJob(row, today)
}

export async function readJob(tx: Transaction, id: string, today: string): Promise<Job> {
  return whole(
    await sql<JobRow>`${prepared}
      with j as (select * from invoicing.jobs where company_id = ${tx.company.companyId} and id = ${id})
      ${wholeJob(tx)}
    `.execute(tx.db),
    today,
  )
}

/** Locks a job and gives it as it stands. */
export async function lockJob(tx: Transaction, id: string, today: string): Promise<Job> {
  const { companyId } = tx.company
  await sql`${prepared}select from invoicing.jobs where company_id = ${companyId} and id = ${id} for no key update`.execute(
    tx.db,
  )
  return readJob(tx, id, today)
}

/** Refuses a job that is not the customer's; an unknown one gets the same answer. */
export async function requireJobOf(tx: Transaction, jobId: string, customerId: string): Promise<void> {
  const { rows } = await sql`${prepared}
    select from invoicing.jobs
    where company_id = ${tx.company.companyId} and id = ${jobId} and customer_id = ${customerId}
  `.execute(tx.db)
  if (rows.length > 0) return
  const message = 'The customer has no job with this id. Choose one of theirs, or none.'
  throw new Refused('not_found', message, [{ path: 'jobId', message }])
}

export async function insertJob(
  tx: Transaction,
  made: {
    number: TakenNumber
    customerId: string
    quoteId: string | null
    content: JobContent
    createdByUserId: string
  },
  today: string,
): Promise<Job> {
  const { number, content } = made
  return whole(
    await sql<JobRow>`
      with j as (
        insert into invoicing.jobs (company_id, job_number, number_value, customer_id, quote_id, title, status, due_date,
          garments, notes, created_by_user_id)
        values (${tx.company.companyId}, ${number.text}, ${number.value}, ${made.customerId}, ${made.quoteId},
          ${content.title}, ${content.status}, ${content.dueDate}::date, ${JSON.stringify(content.garments)}::jsonb,
          ${content.notes}, ${made.createdByUserId})
        returning *
      )
      ${wholeJob(tx)}
    `.execute(tx.db),
    today,
  )
}

export async function updateJobRow(
  tx: Transaction,
  id: string,
  content: JobContent,
  today: string,
): Promise<Job> {
  return whole(
    await sql<JobRow>`
      with j as (
        update invoicing.jobs set title = ${content.title}, status = ${content.status}, due_date = ${content.dueDate}::date,
          garments = ${JSON.stringify(content.garments)}::jsonb, notes = ${content.notes}, version = version + 1,
          updated_at = now()
        where company_id = ${tx.company.companyId} and id = ${id}
        returning *
      )
      ${wholeJob(tx)}
    `.execute(tx.db),
    today,
  )
}

const sortColumns: Record<JobSort, SortColumn> = {
  dueDate: { column: sql`j.due_date_sort`, type: sql`date`, sortedAs: 'date' },
  jobNumber: { column: sql`j.number_value`, type: sql`bigint`, sortedAs: 'integer' },
  createdAt: { column: sql`j.created_at`, type: sql`timestamptz`, sortedAs: 'instant' },
}

export interface WantedJobs {
  customerId: string | undefined
  status: JobStatus | undefined
  q: string | undefined
  sort: JobSort
  direction: 'asc' | 'desc'
  cursor: string | undefined
  limit: number
}

/** Jobs from a place on, one more than the limit. */
export async function readJobs(
  tx: Transaction,
  wanted: WantedJobs,
  today: string,
): Promise<{ summary: JobSummary; place: Place }[]> {
  const { companyId } = tx.company
  const sorted = sortColumns[wanted.sort]
  const { column } = sorted
  const after = placeOf(wanted.cursor, sortedAs[sorted.sortedAs])
  const direction = wanted.direction === 'asc' ? sql`asc` : sql`desc`
  const conditions = [
    sql`j.company_id = ${companyId}`,
    ...(wanted.customerId ? [sql`j.customer_id = ${wanted.customerId}`] : []),
    ...(wanted.status ? [sql`j.status = ${wanted.status}`] : []),
    ...foundBy(wanted.q, {
      prefix: 'JOB-',
      number: sql`j.job_number`,
      value: sql`j.number_value`,
      customerId: sql`j.customer_id`,
      title: { id: sql`j.id`, search: (pattern) => sql`select invoicing.search_jobs(${pattern}, 200)` },
    }),
    ...(after ? [beyond(sorted, sql`j.id`, after, wanted.direction)] : []),
  ]
  const { rows } = await sql<JobSummaryRow & { sorted_value: string }>`
    select j.id, j.job_number, j.status, j.title, j.customer_id, c.name as customer_name, j.due_date, j.garments,
      j.quote_id, j.created_at::text as created_at_text, j.version, (${column})::text as sorted_value
    from invoicing.jobs j
    join invoicing.customers c on c.company_id = ${companyId} and c.id = j.customer_id
    where ${sql.join(conditions, sql` and `)}
    order by ${column} ${direction}, j.id ${direction} limit ${wanted.limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({
    summary: toJobSummary(row, today),
    place: { value: row.sorted_value, id: row.id },
  }))
}
