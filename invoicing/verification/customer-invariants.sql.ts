import { type RawBuilder, sql } from 'kysely'
import { fitsCountry } from '../addresses/address.ts'
import { isCountry } from '../addresses/country.ts'
import { limitInForceOf } from '../credit/limit-in-force.sql.ts'
import type { Invariant } from './invariant.sql.ts'

const phone = '^\\+[1-9][0-9]{1,14}$'

/** The limit in force of the customer `c` at an instant. */
const limitAt = (companyId: string, at: RawBuilder<unknown>) =>
  limitInForceOf({ company: { companyId } }, sql`c.id`, at)

/** How long ago the mirror of a limit was in step at the latest. */
const latest = sql`(now() - interval '2 minutes')`

/** What must always hold of customers, and of their limits, contacts, addresses, groups and communications. */
export const customerInvariants: readonly Invariant[] = [
  {
    id: 'CUS-1',
    says: 'a customer’s number is their own for ever, also after they were removed',
    broken: (company) => sql`
      select customer_number as id from invoicing.customers where company_id = ${company} group by 1 having count(*) > 1`,
  },
  {
    id: 'CUS-2',
    says: 'a customer’s name is trimmed and 1 to 255 characters',
    broken: (company) => sql`
      select customer_number as id from invoicing.customers
      where company_id = ${company} and (name <> btrim(name) or char_length(name) not between 1 and 255
        or name is not nfc normalized)`,
  },
  {
    id: 'CUS-3',
    says: 'the currency of a customer is that of all their documents',
    broken: (company) => sql`
      select distinct c.customer_number as id from (
        select customer_id, currency from invoicing.invoices where company_id = ${company}
        union all select customer_id, currency from invoicing.quotes where company_id = ${company}
        union all select customer_id, currency from invoicing.payments where company_id = ${company}
        union all select customer_id, currency from invoicing.credit_memos where company_id = ${company}
        union all select customer_id, currency from invoicing.refunds where company_id = ${company}
        union all select customer_id, currency from invoicing.write_offs where company_id = ${company}
      ) d
      join invoicing.customers c on c.company_id = ${company} and c.id = d.customer_id
      where d.currency <> c.default_currency`,
  },
  {
    id: 'CUS-4',
    says: 'a phone number is whole, with its country',
    broken: (company) => sql`
      select customer_number as id from invoicing.customers where company_id = ${company} and phone !~ ${phone}
      union all
      select 'contact ' || id from invoicing.customer_contacts where company_id = ${company} and phone !~ ${phone}`,
  },
  {
    id: 'CUS-5',
    says: 'somebody blocked a blocked customer, at a time and for a reason',
    broken: (company) => sql`
      select customer_number as id from invoicing.customers where company_id = ${company} and status = 'blocked'
        and (status_reason is null or status_changed_at is null or status_changed_by_user_id is null)`,
  },
  {
    id: 'CUS-6',
    says: 'no invoice was sent to a customer since they are blocked or inactive',
    // A change that began first may have had to wait for the sending: the log is in the order of the customer's lock.
    broken: (company) => sql`
      select i.invoice_number as id from invoicing.customers c
      join invoicing.invoices i on i.company_id = ${company} and i.customer_id = c.id
        and i.issued_at > c.status_changed_at and i.number_series <> 'imported'
      where c.company_id = ${company} and c.status <> 'active'
        and not exists (select from invoicing.audit_entries sent
          join invoicing.audit_entries changed on changed.company_id = ${company} and changed.entity_id = c.id
            and changed.occurred_at = c.status_changed_at
          where sent.company_id = ${company} and sent.entity_id = i.id and sent.occurred_at = i.issued_at
            and sent.id < changed.id)`,
  },
  {
    id: 'CUS-7',
    says: 'nothing is open with a customer who was removed',
    broken: (company) => sql`
      select c.customer_number as id from invoicing.customers c
      left join invoicing.customer_totals t on t.company_id = ${company} and t.customer_id = c.id
      where c.company_id = ${company} and c.deleted_at is not null
        and (t.open_invoices <> 0 or t.unapplied_credit <> 0 or exists (
          select 1 from invoicing.invoices i
          where i.company_id = ${company} and i.customer_id = c.id and i.status in ('draft', 'sent', 'partial')))`,
  },
  {
    id: 'CRL-2',
    says: 'the credit limit that a customer shows is the one in force, now or a moment ago',
    // It follows within a minute, and in two minutes several may have begun and ended.
    broken: (company) => sql`
      select c.customer_number as id from (
        select customer_id from invoicing.customer_credit_limits where company_id = ${company}
        union select id from invoicing.customers where company_id = ${company} and credit_limit is not null
      ) with_limit
      join invoicing.customers c on c.company_id = ${company} and c.id = with_limit.customer_id
      where not exists (
        select from (
          select ${latest} as at
          union all select moment.at from invoicing.customer_credit_limits l
          cross join lateral (values (l.effective_at), (l.expires_at)) moment (at)
          where l.company_id = ${company} and l.customer_id = c.id and moment.at between ${latest} and now()
        ) moment
        where c.credit_limit is not distinct from ${limitAt(company, sql`moment.at`)})`,
  },
  {
    id: 'CRL-3',
    says: 'a credit limit expires after it begins, and is not below zero',
    broken: (company) => sql`
      select id from invoicing.customer_credit_limits
      where company_id = ${company} and (expires_at <= effective_at or limit_amount < 0)`,
  },
  {
    id: 'CRL-4',
    says: 'whoever went over a credit limit told why, by how much and over which limit',
    broken: (company) => sql`
      select distinct a.label as id from invoicing.audit_entries a
      where a.company_id = ${company} and a.after ? 'creditOverride' and (
        coalesce(btrim(a.after -> 'creditOverride' ->> 'reason'), '') = ''
        or (a.after -> 'creditOverride' ->> 'exposure') is null or (a.after -> 'creditOverride' ->> 'limit') is null)`,
  },
  {
    id: 'CRL-4s',
    says: 'no invoice was sent that took its customer over their credit limit, but for one that says why',
    // A limit whose status changed after the invoice was sent may have been in force then: such a customer is left out.
    // Limits may also have begun and ended while the invoice was being sent; the kindest is held against it.
    broken: (company) => sql`
      with limits as materialized (
        select customer_id, limit_amount, effective_at, created_at, status, status_changed_at,
          coalesce(expires_at, 'infinity') as expires_at
        from invoicing.customer_credit_limits where company_id = ${company}
      ), owed as (
        select e.invoice_id, e.kind, e.recorded_at, e.customer_id,
          sum(e.amount) over (partition by e.customer_id order by e.id) as balance
        from invoicing.receivable_entries e
        where e.company_id = ${company} and e.customer_id = any (select customer_id from limits)
      )
      select i.invoice_number as id from owed o
      join invoicing.invoices i on i.company_id = ${company} and i.id = o.invoice_id and i.number_series <> 'imported'
      cross join lateral (
        select bool_or(in_force is null or o.balance <= in_force) as fits from (
          select (select l.limit_amount from limits l
            where l.customer_id = o.customer_id and l.status = 'approved' and l.status_changed_at <= moment.at
              and l.effective_at <= moment.at and l.expires_at > moment.at
            order by l.effective_at desc, l.created_at desc limit 1) as in_force
          from (
            values (i.issued_at), (o.recorded_at)
            union all select edge.at from limits l cross join lateral (values (l.effective_at), (l.expires_at)) edge (at)
            where l.customer_id = o.customer_id and edge.at between i.issued_at and o.recorded_at
          ) moment (at)
        ) then_in_force
      ) judged
      where o.kind = 'invoice' and not judged.fits
        and not exists (select from limits l where l.customer_id = o.customer_id and l.created_at <= o.recorded_at
          and l.status_changed_at > i.issued_at and l.effective_at <= o.recorded_at)
        and not exists (select from invoicing.audit_entries a where a.company_id = ${company} and a.entity_id = i.id
          and a.occurred_at = i.issued_at and a.after ? 'creditOverride')`,
  },
  {
    id: 'CON-1',
    says: 'an e-mail belongs to one contact of a customer, whatever its case',
    broken: (company) => sql`
      select min(id::text) as id from invoicing.customer_contacts
      where company_id = ${company} and deleted_at is null group by customer_id, lower(email) having count(*) > 1`,
  },
  {
    id: 'CON-2',
    says: 'a customer has at most one primary contact per role, whatever its case',
    broken: (company) => sql`
      select min(id::text) as id from invoicing.customer_contacts
      where company_id = ${company} and is_primary and deleted_at is null
      group by customer_id, lower(role) having count(*) > 1`,
  },
  {
    id: 'CON-3',
    says: 'a deleted contact is not primary',
    broken: (company) => sql`
      select id from invoicing.customer_contacts
      where company_id = ${company} and is_primary and deleted_at is not null`,
  },
  {
    id: 'ADR-1',
    says: 'a customer has at most one default address per type, and a deleted one is none',
    broken: (company) => sql`
      select min(id::text) as id from invoicing.customer_addresses
      where company_id = ${company} and is_default and deleted_at is null group by customer_id, type having count(*) > 1
      union all
      select id::text from invoicing.customer_addresses
      where company_id = ${company} and is_default and deleted_at is not null`,
  },
  {
    id: 'ADR-2',
    says: 'the country of an address is one of ISO 3166, and the postal code fits it',
    broken: (company) => sql`
      select id, jsonb_build_array(country, postal_code) as judged from invoicing.customer_addresses
      where company_id = ${company} and deleted_at is null`,
    holds: isPlace,
  },
  {
    id: 'ADR-3',
    says: 'an issued invoice has the billing address that was the default when it was issued; a draft has no copy yet',
    // Which address was the default then is only known of one that was not touched since; the rest is under the seal of
    // the content. An address that was being changed at the moment of issue is given the benefit of a minute.
    broken: (company) => sql`
      select i.id from invoicing.invoices i
      left join invoicing.customer_addresses a on a.company_id = ${company} and a.customer_id = i.customer_id
        and a.type = 'billing' and a.is_default and a.deleted_at is null
        and a.updated_at < i.issued_at - interval '1 minute'
      where i.company_id = ${company} and case when i.issued_at is null then i.billing_address is not null
        else a.id is not null and i.number_series <> 'imported'
          and (i.billing_address ->> 'line1', i.billing_address ->> 'line2', i.billing_address ->> 'city',
            i.billing_address ->> 'state', i.billing_address ->> 'postalCode', i.billing_address ->> 'country')
          is distinct from (a.line1::text, a.line2::text, a.city::text, a.state::text, a.postal_code::text, a.country::text)
        end`,
  },
  {
    id: 'GRP-1',
    says: 'a name belongs to one customer group, whatever its case, and at most one group is the default',
    broken: (company) => sql`
      select min(id::text) as id from invoicing.customer_groups
      where company_id = ${company} group by lower(name) having count(*) > 1
      union all
      select min(id::text) from invoicing.customer_groups where company_id = ${company} and is_default
      having count(*) > 1`,
  },
  {
    id: 'COM-1',
    says: 'whatever was logged is still there',
    broken: (company) => sql`
      select a.entity_id as id from invoicing.audit_entries a
      where a.company_id = ${company} and a.operation = 'communications.create' and a.entity = 'communication'
        and not exists (select 1 from invoicing.customer_communications m
          where m.company_id = ${company} and m.id = a.entity_id)`,
  },
  {
    id: 'COM-2',
    says: 'what was said stays as it was logged, and is of a contact of the customer',
    broken: (company) => sql`
      select m.id from invoicing.customer_communications m
      left join invoicing.audit_entries a on a.company_id = ${company} and a.entity_id = m.id
        and a.operation = 'communications.create' and a.entity = 'communication'
      left join invoicing.customer_contacts p on p.company_id = ${company} and p.id = m.contact_id
      where m.company_id = ${company} and (a.id is null
        or (a.after ->> 'customerId', a.after ->> 'contactId', a.after ->> 'channel', a.after ->> 'direction',
          a.after ->> 'subject', a.after ->> 'body', (a.after ->> 'occurredAt')::timestamptz, a.after -> 'attachments')
        is distinct from (m.customer_id::text, m.contact_id::text, m.channel, m.direction,
          m.subject, m.body, m.occurred_at, coalesce(m.attachments, '[]'))
        or p.customer_id <> m.customer_id)`,
  },
  {
    id: 'COM-3',
    says: 'only internal notes were removed, each by somebody who may',
    broken: (company) => sql`
      select m.id from invoicing.customer_communications m
      where m.company_id = ${company} and m.deleted_at is not null and (m.direction <> 'internal'
        or not exists (select 1 from invoicing.audit_entries a
          where a.company_id = ${company} and a.entity_id = m.id and a.operation = 'communications.remove'))`,
  },
]

/** Whether a pair of country and postal code names a country of ISO 3166 and one of its codes. */
function isPlace(judged: unknown): boolean {
  const [country, postalCode]: unknown[] = Array.isArray(judged) ? judged : []
  if (typeof country !== 'string' || !isCountry(country)) return false
  return typeof postalCode !== 'string' || fitsCountry(postalCode, country)
}
