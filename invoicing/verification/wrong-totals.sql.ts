import { type RawBuilder, sql } from 'kysely'
import { currenciesWithoutDecimals } from '../money/money.ts'

/**
 * Documents `d` whose lines, discounts, shipping and tax do not add up to their total; `document` is the key of a line.
 * What nearly all of them are, one rate and no discount, is judged without looking into the rest.
 */
export function wrongTotals(
  company: string,
  names: { documents: string; lines: string; document: string; number: string },
): RawBuilder<{ id: string }> {
  const { documents, number } = names
  return sql`
    with lines as (${sumsOfLines(company, names)})
    select d.${sql.ref(number)} as id
    from invoicing.${sql.table(documents)} d
    left join lines l on l.document = d.id
    where d.company_id = ${company} and (l.document is null or l.total <> d.subtotal
      or ((l.doubtful or d.discount_total <> 0 or d.currency = any(${currenciesWithoutDecimals}))
        and ${wrongLines(company, names)})
      or l.discounts <> d.discount_total or d.total < 0
      or d.total <> d.subtotal - d.discount_total + d.shipping + d.tax_amount
      or case when d.discounts = '[]' then d.discount_total <> 0 else ${wrongDiscounts} end
      or case
        when l.rates_of_their_own or jsonb_array_length(d.taxes) > 1 then ${wrongTaxes(company, names)}
        when d.taxes = '[]' then d.tax_amount <> 0 or (d.tax_rate > 0 and ${base} > 0)
        else ((d.taxes #>> '{0,base}')::numeric, (d.taxes #>> '{0,rate}')::numeric, (d.taxes #>> '{0,amount}')::numeric)
          is distinct from (${base}, d.tax_rate, d.tax_amount)
          or d.tax_amount <> round(${base} * d.tax_rate / 100, ${decimals}) end)`
}

const decimals = sql`case when d.currency = any(${currenciesWithoutDecimals}) then 0 else 2 end`

/** What is taxed at the rate of the document. */
const base = sql`(l.taxable + case when d.shipping_taxable then d.shipping else 0 end)`

/** Sums of the lines of each document, told nothing of the document: what that leaves open is doubtful. */
function sumsOfLines(
  company: string,
  { lines, document }: { lines: string; document: string },
): RawBuilder<unknown> {
  return sql`
    select l.${sql.ref(document)} as document, sum(l.line_total) as total, sum(l.discount_share) as discounts,
      sum(case when l.taxable then l.line_total - l.discount_share else 0 end) as taxable,
      bool_or(l.taxable and l.tax_rate is not null) as rates_of_their_own,
      bool_or(l.percent_of_items is not null or ${isWrongLine(sql.lit(2))}) as doubtful
    from invoicing.${sql.table(lines)} l where l.company_id = ${company} group by 1`
}

/** That a line `l` is not its quantity times its price, in so many decimals. */
const isWrongLine = (
  places: RawBuilder<unknown>,
) => sql`(l.quantity <= 0 or l.quantity = 'NaN' or l.line_total <> case
  when l.sizes = '[]' and l.imprints = '[]' then round(l.quantity * l.unit_price, ${places})
  else invoicing.line_total(l.quantity, l.unit_price, l.sizes, l.imprints, ${places}) end)`

/** That a charge in percent, a line `l`, is not one piece at its share of what the line items come to. */
const isWrongCharge = (company: string, { lines, document }: { lines: string; document: string }) => sql`
  (l.percent_of_items is not null and (l.kind <> 'fee' or l.quantity <> 1 or l.unit_price <> (
    select round(coalesce(sum(o.line_total), 0) * l.percent_of_items / 100, ${decimals})
    from invoicing.${sql.table(lines)} o
    where o.company_id = ${company} and o.${sql.ref(document)} = d.id and o.kind = 'item')))`

/**
 * That a line of the document is wrong in its currency or as a charge, or has another share of the discounts than it
 * should.
 */
function wrongLines(company: string, names: { lines: string; document: string }) {
  const { lines, document } = names
  return sql`exists (
    select from invoicing.${sql.table(lines)} l
    where l.company_id = ${company} and l.${sql.ref(document)} = d.id and (${isWrongLine(decimals)}
      or ${isWrongCharge(company, names)}
      -- By largest remainder a share is less than one smallest amount off.
      or (d.discount_total <> 0 and abs(l.discount_share * d.subtotal - d.discount_total * l.line_total)
        >= d.subtotal * case when d.currency = any(${currenciesWithoutDecimals}) then 1 else 0.01 end)))`
}

const wrongDiscounts = sql`(
  select sum((x ->> 'amount')::numeric) <> d.discount_total or bool_or((x ->> 'amount')::numeric <> case x ->> 'kind'
    when 'percent' then round(d.subtotal * (x ->> 'value')::numeric / 100, ${decimals}) else (x ->> 'value')::numeric end)
  from jsonb_array_elements(d.discounts) x)`

/** Taxes at several rates: each on what is taxed at it. */
function wrongTaxes(company: string, { lines, document }: { lines: string; document: string }) {
  return sql`(
    select coalesce(sum((t ->> 'amount')::numeric), 0) <> d.tax_amount
      or coalesce(bool_or(e.base is distinct from (t ->> 'base')::numeric
        or (t ->> 'amount')::numeric <> round(e.base * e.rate / 100, ${decimals})), false)
    from (
      select rate, sum(amount) as base from (
        select coalesce(o.tax_rate, d.tax_rate) as rate, o.line_total - o.discount_share as amount
        from invoicing.${sql.table(lines)} o
        where o.company_id = ${company} and o.${sql.ref(document)} = d.id and o.taxable
        union all select d.tax_rate, d.shipping where d.shipping_taxable
      ) taxed where rate > 0 group by rate having sum(amount) > 0
    ) e full join jsonb_array_elements(d.taxes) t on (t ->> 'rate')::numeric = e.rate)`
}
