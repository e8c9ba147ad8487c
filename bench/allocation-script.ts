import type { Script } from './limit.ts'
import { asCompany, audit } from './limit-scripts.ts'
import { benchToday, idExpression, type Ledger } from './plan.ts'

/** Customers, the first so many of a ledger, and the sent invoices that each of them has from some number on. */
export interface Bundle {
  customers: number
  firstNumber: number
  byCustomer: [customerId: string, invoiceIds: string[]][]
}

/** A cent on each invoice of a customer by one payment, written by hand: each step is one statement for all invoices. */
export function allocationScript(ledger: Ledger, { customers, firstNumber }: Bundle): Script {
  const company = `'${ledger.companyId}'::uuid`
  const customer = idExpression(ledger.tag, 'customer', ':c')
  const invoices = `invoicing.invoices i
    where i.company_id = ${company} and i.customer_id = ${customer} and i.status in ('sent', 'partial')
      and i.number_value >= ${firstNumber}`
  const day = `date '${benchToday}'`
  return {
    variables: [{ name: 'c', random: { below: customers, step: 1, plus: 1 } }],
    statements: asCompany(ledger, '', [
      {
        sql: `select created_by_user_id as actor from invoicing.customers
          where company_id = ${company} and id = ${customer} for no key update`,
        gives: 'actor',
      },
      {
        sql: `select count(*) as locked from (select i.balance_due from ${invoices} order by i.id for no key update) o`,
        gives: 'locked',
      },
      {
        sql: `insert into invoicing.payments (company_id, customer_id, currency, amount, allocated, payment_date,
            posting_date, method, recorded_by_user_id)
          values (${company}, ${customer}, 'USD', 0.01 * :locked::int, 0.01 * :locked::int, ${day}, ${day}, 'check',
            :actor::uuid)
          returning id as payment`,
        gives: 'payment',
      },
      {
        sql: `insert into invoicing.payment_allocations (company_id, payment_id, invoice_id, customer_id, amount,
            posting_date)
          select ${company}, :payment::uuid, i.id, ${customer}, 0.01, ${day} from ${invoices}`,
      },
      {
        sql: `insert into invoicing.receivable_entries (company_id, customer_id, invoice_id, kind, amount, currency,
            document_date, posting_date, payment_id, allocation_id)
          select ${company}, ${customer}, null, 'payment', -0.01 * :locked::int, 'USD', ${day}, ${day}, :payment::uuid, null
          union all
          select ${company}, ${customer}, case when side.of_invoice then a.invoice_id end, 'allocation',
            case when side.of_invoice then -0.01 else 0.01 end, 'USD', ${day}, ${day}, :payment::uuid, a.id
          from invoicing.payment_allocations a cross join (values (true), (false)) side (of_invoice)
          where a.company_id = ${company} and a.payment_id = :payment::uuid`,
      },
      {
        sql: `update invoicing.invoices set amount_paid = amount_paid + 0.01, updated_at = now()
          where company_id = ${company} and id in (select i.id from ${invoices})`,
      },
      {
        sql: `update invoicing.customer_totals set open_invoices = open_invoices - 0.01 * :locked::int
          where company_id = ${company} and customer_id = ${customer}`,
      },
      audit(company, 'payments.receive', 'payment', ':payment::uuid'),
    ]),
  }
}
