import { type RawBuilder, sql } from 'kysely'
import type { NumberSeries } from '../../contract/company.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { documentNumber } from './document-number.ts'

export interface TakenNumber {
  text: string
  value: number
}

/**
 * Takes the next number of a series under the counter's row lock, which is held until the commit: take it last. Values
 * that an import holds are stepped over; they stand in number_skips.
 */
export async function takeNumber(tx: Transaction, series: NumberSeries): Promise<TakenNumber> {
  const { companyId } = tx.company
  for (;;) {
    const { rows } = await sql<{ prefix: string; value: string; held: boolean }>`${prepared}
      update invoicing.number_counters c set next_value = c.next_value + 1
      where c.company_id = ${companyId} and c.series = ${series}
      returning c.prefix, c.next_value - 1 as value,
        invoicing.is_number_held(c.company_id, c.series, c.next_value - 1) as held
    `.execute(tx.db)
    const row = rows[0]
    if (!row) throw new Error(`The company has no counter for ${series}`)
    if (!row.held) return { text: documentNumber(row.prefix, Number(row.value)), value: Number(row.value) }
    await sql`
      update invoicing.number_counters c set next_value = ${firstFree(tx, series, sql`c.next_value`)}
      where c.company_id = ${companyId} and c.series = ${series}
    `.execute(tx.db)
  }
}

/** The first value from one on that is not stepped over; each range is looked up by where it begins. */
function firstFree(tx: Transaction, series: NumberSeries, from: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    with recursive walk (value) as (
      select ${from}
      union all
      select held.to_value + 1 from walk, lateral (
        select s.to_value from invoicing.number_skips s
        where s.company_id = ${tx.company.companyId} and s.series = ${series} and s.from_value <= walk.value
        order by s.from_value desc limit 1
      ) held where held.to_value >= walk.value
    )
    select max(value) from walk
  )`
}

/**
 * Keeps the number that somebody brings along who is new here: the counter moves on when it stands there, and will step
 * over it when it comes there later. False when the counter has passed it.
 */
export async function keepNumber(tx: Transaction, series: NumberSeries, value: number): Promise<boolean> {
  const { next } = await lockCounter(tx, series)
  if (value < next) return false
  if (value > next) await holdNumbers(tx, series, [value])
  else {
    await sql`
      update invoicing.number_counters set next_value = ${firstFree(tx, series, sql`${value + 1}::bigint`)}
      where company_id = ${tx.company.companyId} and series = ${series}
    `.execute(tx.db)
  }
  return true
}

/** Where a counter stands, without a lock: it may have risen a moment later. */
export async function readCounter(
  tx: Transaction,
  series: NumberSeries,
): Promise<{ prefix: string; next: number }> {
  const { rows } = await sql<{ prefix: string; next_value: string }>`
    select prefix, next_value from invoicing.number_counters
    where company_id = ${tx.company.companyId} and series = ${series}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error(`The company has no counter for ${series}`)
  return { prefix: row.prefix, next: Number(row.next_value) }
}

/** Locks a counter and tells where it stands. */
export async function lockCounter(
  tx: Transaction,
  series: NumberSeries,
): Promise<{ prefix: string; next: number }> {
  const { rows } = await sql<{ prefix: string; next_value: string }>`
    select prefix, next_value from invoicing.number_counters
    where company_id = ${tx.company.companyId} and series = ${series} for no key update
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error(`The company has no counter for ${series}`)
  return { prefix: row.prefix, next: Number(row.next_value) }
}

/** Lets a series continue from a higher number, and records which values are left out. */
export async function raiseCounter(
  tx: Transaction,
  series: NumberSeries,
  from: number,
  next: number,
): Promise<void> {
  const { companyId } = tx.company
  await sql`
    insert into invoicing.number_skips (company_id, series, from_value, to_value, reason)
    select ${companyId}::uuid, ${series}, free.from_value, free.to_value, 'raised'
    from (
      -- What imports hold already stays recorded as theirs; the ranges between are what the raise leaves out.
      select lag(held.to_value, 1, ${from - 1}::bigint) over (order by held.from_value) + 1 as from_value,
        held.from_value - 1 as to_value
      from (
        select s.from_value, s.to_value from invoicing.number_skips s
        where s.company_id = ${companyId} and s.series = ${series} and s.from_value between ${from} and ${next - 1}
        union all select ${next}::bigint, ${next}::bigint
      ) held
    ) free
    where free.from_value <= free.to_value
  `.execute(tx.db)
  await sql`
    update invoicing.number_counters set next_value = ${next}
    where company_id = ${companyId} and series = ${series}
  `.execute(tx.db)
}

/** Records values of a series that imported documents hold, so that the counter steps over them. */
export async function holdNumbers(
  tx: Transaction,
  series: NumberSeries,
  values: readonly number[],
): Promise<void> {
  if (values.length === 0) return
  await sql`
    insert into invoicing.number_skips (company_id, series, from_value, to_value, reason)
    select ${tx.company.companyId}::uuid, ${series}, v::bigint, v::bigint, 'imported'
    from jsonb_array_elements_text(${JSON.stringify(values)}::jsonb) as v
  `.execute(tx.db)
}
