import { type RawBuilder, sql } from 'kysely'
import {
  type DocumentSummaries,
  orderSummaries,
  quoteSummaries,
  wantedDocumentEntries,
  withoutDocument,
} from '../activity/document-summaries.sql.ts'
import { wantedEntries } from '../activity/invoice-summaries.sql.ts'
import { judging, type Look } from './invariant.sql.ts'

const ofInvoices = judging({
  'SNP-1': sql`w.is_missing or s.customer_id <> w.customer_id`,
  'SNP-2': sql`s.read_only <> w.read_only or (s.edited_by_hand and w.read_only)`,
  'SNP-3': sql`not w.is_missing`,
})

/** What must always hold of the customers' activity. What the hand holds in an entry is as it should be. */
export const activityLook: Look = {
  lines: [
    {
      id: 'SNP-1',
      says: 'an invoice, quote or job has one entry in the activity, with its customer, and no entry is without one',
    },
    { id: 'SNP-2', says: 'an entry is read-only exactly when its invoice came from an online order' },
    { id: 'SNP-3', says: 'a backfill of the activity would write nothing' },
  ],
  broken: (company) => sql`
    select ${ofInvoices.line} as line, i.invoice_number as id
    from (${wantedEntries(company, sql`true`)}) w
    join invoicing.invoices i on i.company_id = ${company} and i.id = w.invoice_id
    left join invoicing.customer_invoice_summaries s on s.company_id = ${company} and s.invoice_id = w.invoice_id
    where w.differs
    union all
    select 'SNP-1', s.invoice_number from invoicing.customer_invoice_summaries s
    left join invoicing.invoices i on i.company_id = ${company} and i.id = s.invoice_id
    where s.company_id = ${company} and i.id is null
    union all ${ofDocuments(company, quoteSummaries)}
    union all ${ofDocuments(company, orderSummaries)}`,
}

function ofDocuments(company: string, kind: DocumentSummaries): RawBuilder<unknown> {
  return sql`
    select unnest(array_remove(array[case when is_elsewhere then 'SNP-1' end, case when not is_missing then 'SNP-3' end],
      null)), document_number
    from (${wantedDocumentEntries(company, kind, sql`true`)}) wanted where differs
    union all
    select 'SNP-1', s.${sql.id(kind.number)} from ${sql.id('invoicing', kind.entries)} s where ${withoutDocument(company, kind)}
  `
}
