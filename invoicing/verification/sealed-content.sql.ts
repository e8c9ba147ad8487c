import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { contentChecksum } from '../invoices/content-checksum.ts'
import { type InvoiceRow, toInvoice } from '../invoices/invoice-row.ts'
import { lineItemsOfRows } from '../invoices/invoices.sql.ts'
import { currenciesWithoutDecimals } from '../money/money.ts'

const rowsAtOnce = 500

/**
 * The numbers of issued invoices whose content is not what it was when they were issued; at most a hundred. The database
 * looks first, with the same text made in SQL: a checksum that fits there fits. The rest is judged by the rule itself.
 */
export async function readBrokenSeals(tx: Transaction, today: string): Promise<string[]> {
  const doubtful = await readDoubtful(tx)
  const broken: string[] = []
  for (let from = 0; from < doubtful.length && broken.length < 100; from += rowsAtOnce) {
    const rows = await readIssued(tx, doubtful.slice(from, from + rowsAtOnce))
    broken.push(...rows.filter((row) => !sealHolds(row, today)).map((row) => row.invoice_number))
  }
  return broken.slice(0, 100).sort()
}

/** Ids of issued invoices whose checksum is not that of the text that SQL makes of them. */
export async function readDoubtful(tx: Transaction): Promise<string[]> {
  const { companyId } = tx.company
  const ids: string[] = []
  for (const { currencies, money } of [withDecimals, withoutDecimals]) {
    const { rows } = await sql<{ id: string }>`
      with lines as (
        select l.invoice_id, string_agg(${lineText(money)}, ',' order by l.position) as text
        from invoicing.invoice_line_items l where l.company_id = ${companyId} group by l.invoice_id
      )
      select i.id from invoicing.invoices i left join lines on lines.invoice_id = i.id
      where i.company_id = ${companyId} and i.issued_at is not null and ${currencies}
        and i.content_checksum is distinct from encode(sha256(convert_to(${invoiceText(money)}, 'UTF8')), 'hex')
    `.execute(tx.db)
    ids.push(...rows.map(({ id }) => id))
  }
  return ids.sort()
}

type Money = (column: string) => RawBuilder<unknown>

/** Amounts as they are stored, so that lines need not be told their invoice's currency. */
const withDecimals = {
  currencies: sql`i.currency <> all(${currenciesWithoutDecimals})`,
  money: ((column) => sql`'"' || ${sql.raw(column)} || '"'`) satisfies Money,
}
/** A part of a yen, which is broken, stays to be seen. */
const withoutDecimals = {
  currencies: sql`i.currency = any(${currenciesWithoutDecimals})`,
  money: ((column) => sql`'"' || trim_scale(${sql.raw(column)}) || '"'`) satisfies Money,
}

const text = (column: string) => sql`coalesce(to_json(${sql.raw(column)})::text, 'null')`
const parts = (element: string, ...fields: string[]) =>
  sql`'[' || ${sql.join(
    fields.map((field) => sql`coalesce((${sql.raw(element)} -> ${sql.lit(field)})::text, 'null')`),
    sql` || ',' || `,
  )} || ']'`
/** A list of some elements; of one element, as most taxes are, without a subquery of its own. */
const list = (column: string, element: string, ...fields: string[]) =>
  sql`case jsonb_array_length(${sql.raw(column)}) when 0 then '[]' when 1 then '[' || ${parts(`(${column} -> 0)`, ...fields)} || ']'
    else (
    select '[' || string_agg(${parts(element, ...fields)}, ',' order by place) || ']'
    from jsonb_array_elements(${sql.raw(column)}) with ordinality as listed (${sql.raw(element)}, place)) end`
const rate = (column: string) => sql`coalesce('"' || trim_scale(${sql.raw(column)}) || '"', 'null')`

/*
 * Joined by ||, which takes two thirds of what concat takes. What is null although it must not be makes the whole text null,
 * which is no checksum's text.
 */

/** A line of an invoice as `contentChecksum` writes it. */
const lineText = (
  money: Money,
) => sql`'["' || l.kind || '",' || ${text('l.line_group')} || ',' || to_json(l.description)::text || ',"' ||
  trim_scale(l.quantity) || '",' || ${money('l.unit_price')} || ',' || l.taxable::text || ',' || ${rate('l.tax_rate')} || ',' ||
  ${money('l.line_total')} ||
  case when l.sizes = '[]' and l.imprints = '[]' and not l.furnished then ']' else ',' ||
    ${list('l.sizes', 'size', 'size', 'quantity', 'upcharge')} || ',' ||
    ${list('l.imprints', 'imprint', 'location', 'technique', 'colors', 'price')} || ',' || l.furnished::text || ']' end`

/** An issued invoice as `contentChecksum` writes it. */
const invoiceText = (
  money: Money,
) => sql`'[' || to_json(i.invoice_number)::text || ',' || ${text('i.customer_name')} || ',' ||
  case when i.billing_address is null then 'null' else (
    select concat('{', string_agg(concat(to_json(key), ':', value), ',' order by place), '}')
    from json_each(i.billing_address::json) with ordinality as address (key, value, place)) end || ',"' ||
  i.currency || '","' || i.issue_date || '","' || i.due_date || '","' || i.payment_terms || '","' || i.itemization_mode ||
  '",[' || lines.text || '],' || ${list('i.discounts', 'discount', 'description', 'kind', 'value', 'amount')} || ',' ||
  ${money('i.shipping')} || ',' || i.shipping_taxable::text || ',' || ${rate('i.tax_rate')} || ',' ||
  ${list('i.taxes', 'tax', 'rate', 'base', 'amount')} || ',' || ${text('i.tax_exemption_reason')} || ',' ||
  ${money('i.subtotal')} || ',' || ${money('i.discount_total')} || ',' || ${money('i.tax_amount')} || ',' ||
  ${money('i.total')} || ',' || ${text('i.customer_notes')} || case when i.deposit_kind is null then '' else ',[' ||
    case when i.deposit_kind = 'percent' then '"' || trim_scale(i.deposit_value) || '"' else 'null' end || ',' ||
    ${money('i.deposit_amount')} || ',"' || coalesce(i.deposit_due_date, i.issue_date) || '"]' end || ']'`

async function readIssued(tx: Transaction, ids: readonly string[]): Promise<InvoiceRow[]> {
  const { companyId } = tx.company
  const { rows } = await sql<InvoiceRow>`
    select i.*, i.created_at::text as created_at_text, i.customer_name as shown_name,
      i.billing_address as shown_billing_address, null as credited, null as job_number, (
      select ${lineItemsOfRows} from invoicing.invoice_line_items l where l.company_id = ${companyId} and l.invoice_id = i.id
    ) as line_items
    from invoicing.invoices i
    where i.company_id = ${companyId} and i.id = any(${ids}::uuid[])
    order by i.id
  `.execute(tx.db)
  return rows
}

/** Also broken: content that cannot even be shown, as a part of a yen. */
function sealHolds(row: InvoiceRow, today: string): boolean {
  try {
    return contentChecksum(toInvoice(row, today)) === row.content_checksum
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
