import { sql } from 'kysely'
import { fitsCountry } from '../addresses/address.ts'
import { isCountry } from '../addresses/country.ts'
import type { Invariant } from './invariant.sql.ts'

/** What must always hold of a customer's contacts, addresses, groups and communications. */
export const customerInvariants: readonly Invariant[] = [
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
    id: 'GRP-2',
    says: 'a member of a group is a customer of the company, and the group is one of its groups',
    broken: (company) => sql`
      select m.customer_id || ' in ' || m.group_id as id from invoicing.customer_group_members m
      left join invoicing.customers c on c.company_id = ${company} and c.id = m.customer_id
      left join invoicing.customer_groups g on g.company_id = ${company} and g.id = m.group_id
      where m.company_id = ${company} and (c.id is null or g.id is null)`,
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
