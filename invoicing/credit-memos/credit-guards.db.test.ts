import { beforeAll, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'

/*
 * What the database refuses of credit by itself, whatever the program asks for: each statement runs as the application
 * role, in a transaction of the company that is then committed.
 */
const platen = testPlaten()
let shop: TestCompany
let sent: Invoice

beforeAll(async () => {
  shop = await platen.found({ taxRate: '10' })
  sent = await shop.sent({ amount: '100.00', shipping: '5.00' })
  const paid = await shop.sent({ amount: '50.00' })
  await shop.pay(paid.id, '55.00')
  const { creditMemos, credit, writeOffs } = shop.as('accountant')
  const lineItems = [{ lineItemId: paid.lineItems[0]?.id ?? '', amount: '10.00' }]
  await creditMemos.create({ invoiceId: paid.id, reason: 'returns', lineItems })
  await credit.refund({ customerId: paid.customerId, amount: '1.00' })
  const gone = await shop.sent({ amount: '3.00' })
  await writeOffs.create({ invoiceId: gone.id, reason: 'Bankrupt' })
})

const run = (text: string, values: unknown[] = []) => platen.asApplication(shop.id, text, values)

test.each([
  'update invoicing.credit_memos set total_credit = 1',
  'update invoicing.credit_memos set applied_to_invoice = 0',
  'delete from invoicing.credit_memos',
  'update invoicing.credit_memo_line_items set amount = 1',
  'delete from invoicing.credit_memo_line_items',
  'update invoicing.refunds set amount = 1',
  'delete from invoicing.refund_sources',
  'update invoicing.write_offs set amount = 1',
  'delete from invoicing.write_offs',
])('the application role may not: %s', async (statement) => {
  await expect(run(statement)).rejects.toThrow(/permission denied/)
})

test.each([
  `update invoicing.credit_memos set reason = 'defects'`,
  'delete from invoicing.credit_memos',
  'update invoicing.credit_memo_line_items set amount = amount + 1',
  'delete from invoicing.refunds',
  'update invoicing.refund_sources set amount = amount + 1',
  'update invoicing.write_offs set reason = null',
])('not even the superuser, by mistake: %s', async (statement) => {
  await expect(platen.sql(statement)).rejects.toThrow(/only ever added|only voided/)
})

test('more of a memo is not used than it holds, and a used one is not voided', async () => {
  await expect(run('update invoicing.credit_memos set allocated = 10.01')).rejects.toThrow(
    /credit_memos_not_used_twice/,
  )
  const voiding = `update invoicing.credit_memos set voided_at = now(), voided_by_user_id = $1, void_reason = 'x'`
  await expect(run(voiding, [shop.caller('owner').userId])).rejects.toThrow(/check constraint/)
})

/** A memo written past the program: on a line, for shipping and with tax as given. */
function smuggle(memo: { line: string; shipping?: string; tax?: string }): Promise<unknown> {
  const { line, shipping = '0', tax = '0' } = memo
  return run(
    `with m as (
      insert into invoicing.credit_memos (company_id, credit_memo_number, number_value, invoice_id, customer_id, currency,
        reason, credit_date, posting_date, subtotal, shipping, tax_amount, total_credit, applied_to_invoice, created_by_user_id)
      values ($1::uuid, 'CM-9999', 9999, $2, $3, 'USD', 'returns', '2026-11-21', '2026-11-21', $5::numeric, $6::numeric, $7::numeric,
        $5::numeric + $6::numeric + $7::numeric, 0, $8)
      returning id
    )
    insert into invoicing.credit_memo_line_items (company_id, credit_memo_id, position, invoice_line_item_id, description, amount)
    select $1::uuid, m.id, 1, $4::uuid, 'Printed tees', $5::numeric from m`,
    [
      shop.id,
      sent.id,
      sent.customerId,
      sent.lineItems[0]?.id,
      line,
      shipping,
      tax,
      shop.caller('owner').userId,
    ],
  )
}

test.each([
  ['a line', { line: '100.01' }],
  ['shipping', { line: '1.00', shipping: '5.01' }],
  ['tax', { line: '1.00', tax: '10.01' }],
])('no memo credits more of %s than was invoiced', async (_what, memo) => {
  await expect(smuggle(memo)).rejects.toThrow(/exceeds what was invoiced/)
})
