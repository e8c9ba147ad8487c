import { type RawBuilder, sql } from 'kysely'
import type { BackfillCounts } from '../../contract/backfills.ts'
import type { Transaction } from '../../database/transaction.ts'

/** Entries that nobody edits by hand: each column is the document's of the same name. */
export interface DocumentSummaries {
  entries: 'customer_quote_summaries' | 'customer_order_summaries'
  /** What an entry calls the document's id. */
  key: 'quote_id' | 'job_id'
  documents: 'quotes' | 'jobs'
  number: 'quote_number' | 'job_number'
  columns: readonly string[]
}

export const quoteSummaries: DocumentSummaries = {
  entries: 'customer_quote_summaries',
  key: 'quote_id',
  documents: 'quotes',
  number: 'quote_number',
  columns: [
    'customer_id',
    'quote_number',
    'title',
    'status',
    'currency',
    'total',
    'valid_until',
    'created_at',
  ],
}

export const orderSummaries: DocumentSummaries = {
  entries: 'customer_order_summaries',
  key: 'job_id',
  documents: 'jobs',
  number: 'job_number',
  columns: ['customer_id', 'job_number', 'title', 'status', 'due_date', 'created_at'],
}

const entriesOf = ({ entries }: DocumentSummaries) => sql.id('invoicing', entries)
const documentsOf = ({ documents }: DocumentSummaries) => sql.id('invoicing', documents)

/** What the entry of each document should be, and whether the stored one is another, or missing. */
export function wantedDocumentEntries(
  companyId: string,
  kind: DocumentSummaries,
  ofDocuments: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const columns = (of: string) => sql.join(kind.columns.map((column) => sql.ref(`${of}.${column}`)))
  return sql`
    select d.id as document_id, d.${sql.id(kind.number)} as document_number, s.company_id is null as is_missing,
      s.customer_id is distinct from d.customer_id as is_elsewhere, ${columns('d')},
      (${columns('d')}) is distinct from (${columns('s')}) as differs
    from ${documentsOf(kind)} d
    left join ${entriesOf(kind)} s on s.company_id = ${companyId} and s.${sql.id(kind.key)} = d.id
    where d.company_id = ${companyId} and ${ofDocuments}
  `
}

/** Entries without a document, as a condition on the entry `s`. */
export function withoutDocument(companyId: string, kind: DocumentSummaries): RawBuilder<unknown> {
  return sql`s.company_id = ${companyId} and not exists (select from ${documentsOf(kind)} d
    where d.company_id = ${companyId} and d.id = s.${sql.id(kind.key)})`
}

/**
 * Makes the entries of some locked customers as their documents have them. A job changes without its customer's lock, so
 * those whose entry differs are locked themselves, and compared again.
 */
export async function fillDocumentSummaries(
  tx: Transaction,
  kind: DocumentSummaries,
  customerIds: readonly string[],
): Promise<BackfillCounts> {
  const { companyId } = tx.company
  const found = await sql<{ documents: number; differing: string[] }>`
    select count(*)::int as documents, coalesce(array_agg(document_id) filter (where differs), '{}') as differing
    from (${wantedDocumentEntries(companyId, kind, sql`d.customer_id = any(${customerIds}::uuid[])`)}) wanted
  `.execute(tx.db)
  const { documents, differing } = found.rows[0] ?? { documents: 0, differing: [] }
  const written = differing.length === 0 ? 0 : await writeEntries(tx, kind, differing)
  const removed = await sql`
    delete from ${entriesOf(kind)} s
    where s.customer_id = any(${customerIds}::uuid[]) and ${withoutDocument(companyId, kind)}
  `.execute(tx.db)
  const removedCount = Number(removed.numAffectedRows ?? 0n)
  return {
    ...{ scanned: documents + removedCount, written, removed: removedCount },
    ...{ kept: 0, unchanged: documents - written },
  }
}

async function writeEntries(
  tx: Transaction,
  kind: DocumentSummaries,
  documentIds: readonly string[],
): Promise<number> {
  const { companyId } = tx.company
  const ofThese = sql`d.id = any(${documentIds}::uuid[])`
  await sql`
    select 1 from ${documentsOf(kind)} d where d.company_id = ${companyId} and ${ofThese} order by d.id for no key update
  `.execute(tx.db)
  const columns = sql.join(kind.columns.map((column) => sql.id(column)))
  const excluded = kind.columns.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`)
  const result = await sql`
    insert into ${entriesOf(kind)} (company_id, ${sql.id(kind.key)}, ${columns})
    select ${companyId}::uuid, document_id, ${columns}
    from (${wantedDocumentEntries(companyId, kind, ofThese)}) wanted where differs
    on conflict (company_id, ${sql.id(kind.key)}) do update set ${sql.join(excluded)}
  `.execute(tx.db)
  return Number(result.numAffectedRows ?? 0n)
}
