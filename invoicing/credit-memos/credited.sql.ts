import { type RawBuilder, sql } from 'kysely'

/** What live memos and write-offs took off the invoice `i` of a statement, for `CreditedRow`. */
export function creditedOf(companyId: string): RawBuilder<unknown> {
  const live = sql`m.company_id = ${companyId} and m.invoice_id = i.id and m.voided_at is null`
  return sql`(
    select jsonb_build_object('memo_ids', jsonb_agg(m.id order by m.number_value), 'total', sum(m.total_credit)::text,
      'shipping', sum(m.shipping)::text, 'taxes', jsonb_agg(m.taxes),
      'lines', (
        select jsonb_object_agg(line.id, line.amount::text) from (
          select c.invoice_line_item_id as id, sum(c.amount) as amount
          from invoicing.credit_memos m
          join invoicing.credit_memo_line_items c on c.company_id = ${companyId} and c.credit_memo_id = m.id
          where ${live} group by 1
        ) line
      ),
      'write_offs', (
        select jsonb_agg(jsonb_build_object('amount', w.amount::text, 'reason', w.reason, 'date', w.write_off_date,
          'recordedBy', (select n.name from auth.names_of(array[w.recorded_by_user_id]) n)) order by w.recorded_at, w.id)
        from invoicing.write_offs w where w.company_id = ${companyId} and w.invoice_id = i.id
      ))
    from invoicing.credit_memos m where ${live}
  )`
}
