import type { Pool } from 'pg'
import { dueDateFor } from '../invoicing/calendar/calendar.ts'
import { documentNumber } from '../invoicing/numbers/document-number.ts'
import { checksumOf, customerAt } from './ledger-rows.ts'
import { benchToday, customerOf, idExpression, type Ledger } from './plan.ts'

const prepared = new Map<Ledger, number>()

const line = { description: 'Posters', quantity: 10, unitPriceCents: 1_000 }

/**
 * One draft. Its notes carry the checksum that sending it on the run's day gives: statements written by hand, which cannot
 * compute it, take it from there.
 */
function draftAt(ledger: Ledger, d: number, value: number) {
  const number = documentNumber('INV-', value)
  const customer = customerAt(ledger, customerOf(ledger, d))
  const checksum = checksumOf({
    ...{ number, customer, lines: [line, line, line] },
    ...{ subtotalCents: 30_000, taxCents: 2_475, totalCents: 32_475 },
    ...{ issueDate: benchToday, dueDate: dueDateFor(benchToday, 'net_30') },
  })
  return { d, number, value, customer_id: customer.id, checksum }
}

/**
 * Makes drafts to be sent, with their numbers, lines and audit entries, and gives the number of the first: the n-th has the
 * id `idOf(tag, 'prepared', n)` and belongs to the customer that `customerOf` says.
 */
export async function prepareDrafts(admin: Pool, ledger: Ledger, count: number): Promise<number> {
  const first = (prepared.get(ledger) ?? 0) + 1
  prepared.set(ledger, first + count - 1)
  const company = `'${ledger.companyId}'::uuid`
  const id = idExpression(ledger.tag, 'prepared', 'd')
  const series = `generate_series(${first}, ${first + count - 1}) d`
  const client = await admin.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ number: string }>(
      `update invoicing.number_counters set next_value = next_value + ${count}
       where company_id = ${company} and series = 'invoice' returning next_value - ${count} as number`,
    )
    const drafts = Array.from({ length: count }, (_, index) =>
      draftAt(ledger, first + index, Number(rows[0]?.number) + index),
    )
    await client.query(
      `insert into invoicing.invoices (company_id, id, invoice_number, number_value, customer_id, currency, payment_terms,
         tax_rate, taxes, subtotal, tax_amount, total, internal_notes, created_by_user_id)
       select ${company}, ${id}, r.number, r.value, c.id, 'USD', 'net_30', 8.25,
         '[{"rate": "8.25", "base": "300.00", "amount": "24.75"}]', 300, 24.75, 324.75, r.checksum, c.created_by_user_id
       from jsonb_to_recordset($1::jsonb) as r (d bigint, number text, value bigint, customer_id uuid, checksum text)
       join invoicing.customers c on c.company_id = ${company} and c.id = r.customer_id`,
      [JSON.stringify(drafts)],
    )
    await client.query(
      `insert into invoicing.invoice_line_items (company_id, invoice_id, position, kind, description, quantity, unit_price,
         taxable, line_total, discount_share)
       select ${company}, ${id}, position, 'item', '${line.description}', 10, 10, true, 100, 0
       from ${series}, generate_series(1, 3) position`,
    )
    await client.query(
      `insert into invoicing.audit_entries (company_id, actor_user_id, door, operation, entity, entity_id, label)
       select ${company}, auth.system_user('Benchmark'), 'cli', 'invoices.create', 'invoice', i.id, i.invoice_number
       from ${series} join invoicing.invoices i on i.company_id = ${company} and i.id = ${id}`,
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
  return first
}
