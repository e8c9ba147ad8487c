import type { Mutant, SourcePatch } from './mutant.ts'
import { withoutCustomerLock } from './p2-mutants.ts'

const withoutLocks: readonly SourcePatch[] = [
  {
    file: 'invoicing/payments/record-payment.ts',
    find: `  const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
  const invoice = await lockInvoice(tx, input.invoiceId, customer.id)
`,
    replace: `  const standing = await readInvoice(tx, input.invoiceId, today)
  const { customerId: id, customerName: name, currency: defaultCurrency } = standing
  const customer = { id, name, defaultCurrency, customerNumber: '', closedThrough: null }
  const invoice = { ...standing, balanceDueCents: centsOf(standing.balanceDue) }
`,
  },
  {
    file: 'invoicing/payments/record-payment.ts',
    find: "import { invoiceNotFound, lockInvoice } from '../invoices/invoices.sql.ts'",
    replace:
      "import { readInvoice } from '../invoices/invoices.sql.ts'\nimport { centsOf } from '../money/money.ts'",
  },
]

/** Takes every check from the tables and every assertion at commit, so that only the code keeps the books right. */
const withoutSecondLock = `do $$
declare found record;
begin
  for found in select conrelid::regclass as relation, conname from pg_constraint
    where connamespace = 'invoicing'::regnamespace and contype = 'c' and conrelid <> 0
  loop
    execute format('alter table %s drop constraint %I', found.relation, found.conname);
  end loop;
  for found in select tgrelid::regclass as relation, tgname from pg_trigger
    where tgconstraint <> 0 and not tgisinternal
  loop
    execute format('alter table %s disable trigger %I', found.relation, found.tgname);
  end loop;
end $$`

/**
 * A race over money ends in one of these, whichever comes first: the database's refusal, an invariant, a figure that is
 * not the model's, or an answer that no order of the others explains.
 */
const astray =
  /was answered 500|twice|verify finds|the model knows|was refused, and|was called paid|what remained|marked as paid/

export const paymentMutants: readonly Mutant[] = [
  {
    name: 'no-locks',
    proof: 'P1',
    says: 'read, judge, write without a lock; the database’s second lock stands',
    caught: astray,
    source: withoutLocks,
    database: [],
  },
  {
    name: 'no-locks-no-checks',
    proof: 'P1',
    says: 'read, judge, write without a lock, and a database that does not check the balance',
    caught: astray,
    source: withoutLocks,
    database: [withoutSecondLock],
  },
  {
    name: 'no-customer-lock-no-checks',
    proof: 'P1',
    says: 'credit is read, judged and given without the lock on the customer, in a database that does not check it',
    caught: astray,
    source: withoutCustomerLock,
    database: [withoutSecondLock],
  },
  {
    name: 'credit-without-locks',
    proof: 'P1',
    says: 'a credit memo is judged and written without the locks on customer and invoice, in a database that does not check it',
    caught: astray,
    source: [
      {
        file: 'invoicing/credit-memos/create-credit-memo.ts',
        find: `  const customer = await lockCustomer(tx, await readCustomerIdOf(tx, input.invoiceId))
  await lockInvoice(tx, input.invoiceId, customer.id)
  const invoice = await readInvoice(tx, input.invoiceId, today)
`,
        replace: `  const invoice = await readInvoice(tx, input.invoiceId, today)
  const { customerId, customerName: name, currency: defaultCurrency } = invoice
  const customer = { id: customerId, name, defaultCurrency, customerNumber: '', closedThrough: null }
`,
      },
    ],
    database: [withoutSecondLock],
  },
]
