import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testPlaten } from '../../tests/support/api.ts'
import { balanceDueCents, statusOf } from './invoice.ts'

const platen = testPlaten()

/** What the database derives a column from, as it stands in the catalogue. */
async function expressionOf(column: string): Promise<string> {
  const [row] = await platen.sql<{ expression: string }>(
    `select pg_get_expr(d.adbin, d.adrelid) as expression from pg_attrdef d
     join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
     where d.adrelid = 'invoicing.invoices'::regclass and a.attname = $1`,
    [column],
  )
  return row?.expression ?? ''
}

test('the database derives status and balance as the pure rule does', async () => {
  const [status, balance, cents] = [
    await expressionOf('status'),
    await expressionOf('balance_due'),
    await expressionOf('balance_due_cents'),
  ]
  const amount = fc.integer({ min: 0, max: 3 })
  const facts = fc.sample(
    fc.record({
      isIssued: fc.boolean(),
      isVoid: fc.boolean(),
      totalCents: amount,
      amountPaidCents: amount,
      creditedTotalCents: amount,
    }),
    300,
  )
  const rows = await platen.sql<{ status: string; balance: string; cents: string }>(
    `select ${status} as status, (${balance})::text as balance, (${cents})::text as cents
     from (select case when (f ->> 'isVoid')::boolean then now() end as voided_at,
         case when (f ->> 'isIssued')::boolean then now() end as issued_at,
         (f ->> 'totalCents')::numeric / 100 as total, (f ->> 'amountPaidCents')::numeric / 100 as amount_paid,
         (f ->> 'creditedTotalCents')::numeric / 100 as credited_total, position
       from jsonb_array_elements($1::jsonb) with ordinality as given (f, position)) facts order by position`,
    [JSON.stringify(facts)],
  )
  expect(rows.map((row) => [row.status, Math.round(Number(row.balance) * 100), Number(row.cents)])).toEqual(
    facts.map((fact) => [statusOf(fact), balanceDueCents(fact), balanceDueCents(fact)]),
  )
})
