import { beforeAll, expect, test } from 'vitest'
import type { CreditMemo } from '../../contract/credit-memos.ts'
import type { Invoice } from '../../contract/invoices.ts'
import type { Payment } from '../../contract/payments.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { creditInvariants } from './credit-invariants.sql.ts'
import { verifyCompany } from './verify-company.ts'

/*
 * Somebody with the server's password changes what was credited, refunded, reversed or written off; each change is found
 * under the invariant that it breaks, and only in the company where it was made.
 */
const platen = testPlaten()
let all: Books
let other: Books

interface Books {
  shop: TestCompany
  invoice: Invoice
  settled: Invoice
  writtenOff: Invoice
  memo: CreditMemo
  spread: CreditMemo
  gone: CreditMemo
  bounced: Payment
  refundId: string
}

/** An invoice with a memo off its balance and a voided one; a paid one whose memo was spread; a write-off; a bounced check. */
async function books(): Promise<Books> {
  const shop = await platen.found({ taxRate: '8.25' })
  const { id: customerId } = await shop.customer()
  const { creditMemos, payments, credit, writeOffs } = shop.as('accountant')
  const newMemo = async (invoice: Invoice, amount: string) => {
    const lineItems = [{ lineItemId: invoice.lineItems[0]?.id ?? '', amount }]
    const more = { shipping: '1.00', reason: 'defects' } as const
    const { id } = await creditMemos.create({ invoiceId: invoice.id, lineItems, ...more })
    return creditMemos.show({ creditMemoId: id })
  }
  const order = () =>
    shop.sent({
      customerId,
      amount: '100.00',
      shipping: '10.00',
      shippingTaxable: true,
      issueDate: '2026-11-01',
    })
  const [invoice, settled] = [await order(), await order()]
  const memo = await newMemo(invoice, '30.00')
  const gone = await newMemo(invoice, '20.00')
  await creditMemos.void({ creditMemoId: gone.id, reason: 'Found again' })
  await shop.pay(settled.id, settled.balanceDue)
  const spread = await newMemo(settled, '50.00')
  await creditMemos.allocate({
    creditMemoId: spread.id,
    allocations: [{ invoiceId: invoice.id, amount: '5.00' }],
  })
  const { id: refundId } = await credit.refund({ customerId, amount: '7.00', method: 'cash' })
  const bounced = await shop.pay(invoice.id, '10.00')
  await payments.reverse({ paymentId: bounced.id, reason: 'Bounced' })
  const writtenOff = await shop.sent({ customerId, amount: '12.00' })
  await writeOffs.create({ invoiceId: writtenOff.id, reason: 'Bankrupt' })
  return { shop, invoice, settled, writtenOff, memo, spread, gone, bounced, refundId }
}

beforeAll(async () => {
  all = await books()
  other = await books()
  // What the database would refuse even so is let through in this file, to see that it is found.
  await platen.sql(`do $$ declare checked record; begin
    for checked in select conrelid::regclass as of_table, conname from pg_constraint
      where contype = 'c' and connamespace = 'invoicing'::regnamespace
        and conrelid::regclass::text ~ 'credit_memo|refund|write_off|payments'
    loop execute format('alter table %s drop constraint %I', checked.of_table, checked.conname); end loop; end $$`)
})

async function found(shop: TestCompany): Promise<Record<string, string[]>> {
  const broken = await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)
  return Object.fromEntries(broken.map(({ id, brokenIds }) => [id, brokenIds]))
}

test('books with every kind of credit in them hold', async () => {
  expect(await found(all.shop)).toEqual({})
})

interface Damage {
  id: string
  what: string
  /** What `where` finds is changed, and afterwards changed back. */
  table: string
  set: string
  back: string
  where: (books: Books) => [condition: string, value: string]
  named?: (books: Books) => string
}

const memoRow = ({ memo }: Books): [string, string] => ['id = $1', memo.id]
const memoNumber = ({ memo }: Books) => memo.creditMemoNumber

const damages: Damage[] = [
  {
    id: 'PAY-2',
    what: 'what of a memo was put to invoices',
    table: 'credit_memos',
    set: 'allocated = allocated - 1',
    back: 'allocated = allocated + 1',
    where: ({ spread }) => ['id = $1', spread.id],
    named: ({ spread }) => spread.id,
  },
  {
    id: 'PAY-2',
    what: 'what of a memo was refunded',
    table: 'refund_sources',
    set: 'amount = amount + 1000',
    back: 'amount = amount - 1000',
    where: ({ refundId }) => ['refund_id = $1', refundId],
    named: ({ spread }) => spread.id,
  },
  {
    id: 'PAY-3',
    what: 'the amount of a write-off',
    table: 'write_offs',
    set: 'amount = amount - 1',
    back: 'amount = amount + 1',
    where: ({ writtenOff }) => ['invoice_id = $1', writtenOff.id],
    named: ({ writtenOff }) => writtenOff.invoiceNumber,
  },
  {
    id: 'PAY-3',
    what: 'what a memo took off its invoice',
    table: 'credit_memos',
    set: 'applied_to_invoice = applied_to_invoice - 1',
    back: 'applied_to_invoice = applied_to_invoice + 1',
    where: memoRow,
    named: ({ invoice }) => invoice.invoiceNumber,
  },
  {
    id: 'PAY-3',
    what: 'the amount of an allocation of a memo',
    table: 'payment_allocations',
    set: 'amount = amount - 1',
    back: 'amount = amount + 1',
    where: ({ spread }) => ['credit_memo_id = $1', spread.id],
    named: ({ invoice }) => invoice.invoiceNumber,
  },
  {
    id: 'PAY-6',
    what: 'the amount of a reversed payment',
    table: 'payments',
    set: 'amount = amount + 1',
    back: 'amount = amount - 1',
    where: ({ bounced }) => ['id = $1', bounced.id],
    named: ({ bounced }) => bounced.id,
  },
  {
    id: 'PAY-6',
    what: 'a bounced check that never bounced',
    table: 'payments',
    set: `reversed_at = null, reversed_on = null, reversal_reason = null`,
    back: `reversed_at = (select max(a.occurred_at) from invoicing.audit_entries a where a.entity_id = payments.id),
      reversed_on = '2026-11-21', reversal_reason = 'Bounced'`,
    where: ({ bounced }) => ['id = $1', bounced.id],
    named: ({ bounced }) => bounced.id,
  },
  {
    id: 'PAY-7',
    what: 'the amount of a refund',
    table: 'refunds',
    set: 'amount = amount - 1',
    back: 'amount = amount + 1',
    where: ({ refundId }) => ['id = $1', refundId],
    named: ({ refundId }) => refundId,
  },
  {
    id: 'PAY-7',
    what: 'a refund in the ledger',
    table: 'receivable_entries',
    set: 'amount = amount - 1',
    back: 'amount = amount + 1',
    where: ({ refundId }) => ['refund_id = $1', refundId],
    named: ({ refundId }) => refundId,
  },
  {
    id: 'CM-1',
    what: 'the amount of a line of a memo',
    table: 'credit_memo_line_items',
    set: 'amount = amount - 1',
    back: 'amount = amount + 1',
    where: ({ memo }) => ['credit_memo_id = $1', memo.id],
    named: memoNumber,
  },
  {
    id: 'CM-1',
    what: 'the tax of a memo with its total',
    table: 'credit_memos',
    set: 'tax_amount = tax_amount - 1, total_credit = total_credit - 1',
    back: 'tax_amount = tax_amount + 1, total_credit = total_credit + 1',
    where: memoRow,
    named: memoNumber,
  },
  {
    id: 'CM-1',
    what: 'the total of a memo',
    table: 'credit_memos',
    set: 'total_credit = total_credit - 1, applied_to_invoice = applied_to_invoice - 1',
    back: 'total_credit = total_credit + 1, applied_to_invoice = applied_to_invoice + 1',
    where: memoRow,
    named: memoNumber,
  },
  {
    id: 'CM-1',
    what: 'a memo whose invoice is void',
    table: 'invoices',
    set: `voided_at = now(), voided_by_user_id = created_by_user_id, void_reason = 'x', amount_paid = 0, credited_total = 0`,
    back: `voided_at = null, voided_by_user_id = null, void_reason = null, amount_paid = total`,
    where: ({ settled }) => ['id = $1', settled.id],
    named: ({ spread }) => spread.creditMemoNumber,
  },
  {
    id: 'CM-2',
    what: 'a line of a memo above that of the invoice',
    table: 'credit_memo_line_items',
    set: 'amount = amount + 80',
    back: 'amount = amount - 80',
    where: ({ memo }) => ['credit_memo_id = $1', memo.id],
    named: ({ invoice }) => invoice.invoiceNumber,
  },
  {
    id: 'CM-2',
    what: 'shipping of a memo above that of the invoice',
    table: 'credit_memos',
    set: 'shipping = shipping + 10',
    back: 'shipping = shipping - 10',
    where: memoRow,
    named: ({ invoice }) => invoice.invoiceNumber,
  },
  {
    id: 'CM-2',
    what: 'a memo above the whole invoice',
    table: 'credit_memos',
    set: 'total_credit = total_credit + 500',
    back: 'total_credit = total_credit - 500',
    where: memoRow,
    named: ({ invoice }) => invoice.invoiceNumber,
  },
  {
    id: 'CM-3',
    what: 'the reason of a memo',
    table: 'credit_memos',
    set: `reason = 'friendship'`,
    back: `reason = 'defects'`,
    where: memoRow,
    named: memoNumber,
  },
  {
    id: 'CM-3',
    what: 'the words of a line of a memo',
    table: 'credit_memo_line_items',
    set: `description = description || ' and more'`,
    back: `description = 'Printed tees'`,
    where: ({ memo }) => ['credit_memo_id = $1', memo.id],
    named: memoNumber,
  },
  {
    id: 'CM-3',
    what: 'what a memo says was taxed',
    table: 'credit_memos',
    set: `taxes = jsonb_set(taxes, '{0,base}', '"32.00"')`,
    back: `taxes = jsonb_set(taxes, '{0,base}', '"31.00"')`,
    where: memoRow,
    named: memoNumber,
  },
  {
    id: 'CM-4',
    what: 'a memo in the ledger, moved from the invoice to unapplied credit',
    table: 'receivable_entries',
    set: 'invoice_id = null',
    back: 'invoice_id = (select invoice_id from invoicing.credit_memos m where m.id = credit_memo_id)',
    where: ({ memo }) => ['credit_memo_id = $1', memo.id],
    named: memoNumber,
  },
  {
    id: 'CM-4',
    what: 'a voided memo that stands again',
    table: 'credit_memos',
    set: 'voided_at = null',
    back: 'voided_at = (select max(a.occurred_at) from invoicing.audit_entries a where a.entity_id = credit_memos.id)',
    where: ({ gone }) => ['id = $1', gone.id],
    named: ({ gone }) => gone.creditMemoNumber,
  },
  {
    id: 'NUM-2',
    what: 'the number of a memo',
    table: 'credit_memos',
    set: 'number_value = number_value + 10',
    back: 'number_value = number_value - 10',
    where: memoRow,
  },
  {
    id: 'AUD-1',
    what: 'the audit entry of a memo',
    table: 'audit_entries',
    set: `entity_id = '00000000-0000-4000-8000-000000000000'`,
    back: `entity_id = (select id from invoicing.credit_memos m where m.credit_memo_number = label and m.company_id = audit_entries.company_id)`,
    where: ({ memo }) => ['entity_id = $1', memo.id],
    named: memoNumber,
  },
]

test.each(damages)(
  '$id is found broken after a change of $what',
  async ({ id, table, set, back, where, named }) => {
    const [condition, value] = where(all)
    const keys = await platen.sql<{ id: string }>(
      `select id::text from invoicing.${table} where ${condition}`,
      [value],
    )
    const ids = keys.map((row) => row.id)
    expect(ids.length).toBeGreaterThan(0)
    await platen.tamper(`update invoicing.${table} set ${set} where id::text = any($1)`, [ids])
    const broken = await found(all.shop)
    expect(Object.keys(broken)).toContain(id)
    if (named) expect(broken[id]).toContain(named(all))
    expect(await found(other.shop)).toEqual({})
    await platen.tamper(`update invoicing.${table} set ${back} where id::text = any($1)`, [ids])
    expect(await found(all.shop)).toEqual({})
  },
)

test('every invariant of credit has a change that breaks it', () => {
  const tried = new Set(damages.map(({ id }) => id))
  expect(creditInvariants.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
})
