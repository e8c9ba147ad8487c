import { sql } from 'kysely'
import type { Invariant } from './invariant.sql.ts'

/** What must always hold of what is done for a company without anybody asking, and of what is sent. */
export const reminderInvariants: readonly Invariant[] = [
  {
    id: 'JOB-1',
    says: 'what must happen once happened once',
    broken: (company) => sql`
      select effect_key as id from invoicing.effects where company_id = ${company} group by 1 having count(*) > 1`,
  },
  {
    id: 'JOB-2',
    says: 'nobody was reminded of an invoice that was paid or void',
    // Transactions under way at the same moment are given the benefit of a minute: they began before the reminder, and
    // waited for it.
    broken: (company) => sql`
      select r.id from invoicing.invoice_reminders r
      join invoicing.invoices i on i.company_id = ${company} and i.id = r.invoice_id
      left join lateral (
        select coalesce(sum(e.amount) filter (where e.recorded_at < r.created_at - interval '1 minute'), 0) as before,
          coalesce(sum(e.amount) filter (where e.recorded_at < r.created_at + interval '1 minute'), 0) as after
        from invoicing.receivable_entries e where e.company_id = ${company} and e.invoice_id = r.invoice_id
      ) ledger on true
      where r.company_id = ${company} and (r.balance_due <= 0 or i.issued_at is null
        or i.voided_at < r.created_at - interval '1 minute'
        or (i.issued_at < r.created_at - interval '1 minute' and ledger.before <= 0 and ledger.after <= 0))`,
  },
  {
    id: 'JOB-3',
    says: 'an invoice is reminded of at most once a day',
    broken: (company) => sql`
      select min(id::text) as id from invoicing.invoice_reminders
      where company_id = ${company} group by invoice_id, reminder_date having count(*) > 1`,
  },
]
