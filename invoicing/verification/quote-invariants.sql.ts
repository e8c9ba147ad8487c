import { sql } from 'kysely'
import type { Invariant } from './invariant.sql.ts'
import { wrongTotals } from './wrong-totals.sql.ts'

/** What must always hold of quotes, and of the invoices made of them. */
export const quoteInvariants: readonly Invariant[] = [
  {
    id: 'QUO-1',
    says: 'line totals, discounts, shipping and tax of a quote add up to its total',
    broken: (company) =>
      wrongTotals(company, {
        documents: 'quotes',
        lines: 'quote_line_items',
        document: 'quote_id',
        number: 'quote_number',
      }),
  },
  {
    id: 'QUO-2',
    says: 'every earlier version of a quote is kept as it was sent',
    broken: (company) => sql`
      select q.quote_number as id from invoicing.quotes q
      left join lateral (
        select count(*) as kept, max(r.revision) as last,
          bool_or(r.checksum <> encode(sha256(convert_to(r.content, 'UTF8')), 'hex')
            or r.content::jsonb ->> 'id' <> q.id::text or (r.content::jsonb ->> 'revision')::int <> r.revision
            or r.content::jsonb ->> 'sentOn' is null) as wrong
        from invoicing.quote_revisions r where r.company_id = ${company} and r.quote_id = q.id
      ) r on true
      where q.company_id = ${company} and (r.kept <> q.revision - 1 or coalesce(r.last, 0) <> q.revision - 1 or r.wrong)`,
  },
  {
    id: 'QUO-3',
    says: 'only a quote that was sent is accepted, and an answer has actor and time',
    broken: (company) => sql`
      select quote_number as id from invoicing.quotes
      where company_id = ${company} and (
        (accepted_at is not null and (sent_at is null or declined_at is not null or accepted_by_user_id is null))
        or (declined_at is not null and declined_by_user_id is null)
        or (sent_at is not null and (sent_by_user_id is null or customer_name is null)))`,
  },
  {
    id: 'INV-9',
    says: 'a quote has at most one invoice that is not void, and the invoice keeps what was accepted',
    broken: (company) => sql`
      select q.quote_number as id from invoicing.quotes q
      join invoicing.invoices i on i.company_id = ${company} and i.quote_id = q.id
      where q.company_id = ${company}
      group by q.quote_number
      having count(*) filter (where i.voided_at is null) > 1
        or bool_or(i.pricing_snapshot is null or i.pricing_snapshot ->> 'quoteNumber' <> q.quote_number)
        -- What is invoiced is the version that stands, accepted.
        or bool_or(i.voided_at is null and (q.accepted_at is null
          or (i.pricing_snapshot ->> 'revision')::int <> q.revision
          or (i.pricing_snapshot ->> 'total')::numeric <> q.total))`,
  },
]
