import { sql } from 'kysely'
import type {
  Communication,
  CommunicationChannel,
  CommunicationDirection,
} from '../../contract/communications.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Place } from '../../server/pages.ts'

interface CommunicationRow {
  id: string
  customer_id: string
  contact_id: string | null
  contact_name: string | null
  channel: CommunicationChannel
  direction: CommunicationDirection
  subject: string | null
  body: string | null
  attachments: Communication['attachments'] | null
  logged_by: string | null
  occurred_at: Date
  place: string
  created_at: Date
}

/** What is written of a communication. */
export interface CommunicationContent {
  contactId: string | null
  channel: CommunicationChannel
  direction: CommunicationDirection
  subject: string | null
  body: string | null
  occurredAt: string
  attachments: Communication['attachments']
}

/** What was said to and by a customer. A contact who was removed since keeps their name here. */
function communicationRows(tx: Transaction, customerId: string) {
  const { companyId } = tx.company
  return sql`
    select m.id, m.customer_id, m.contact_id, p.first_name || ' ' || p.last_name as contact_name, m.channel,
      m.direction, m.subject, m.body, m.attachments, m.occurred_at, m.occurred_at::text as place, m.created_at,
      (select n.name from auth.names_of(array[m.logged_by_user_id]) n) as logged_by
    from invoicing.customer_communications m
    left join invoicing.customer_contacts p on p.company_id = ${companyId} and p.id = m.contact_id
    where m.company_id = ${companyId} and m.customer_id = ${customerId} and m.deleted_at is null
  `
}

/** Newest first, from a place on; one more than the limit, to know whether a page follows. */
export async function readCommunications(
  tx: Transaction,
  customerId: string,
  wanted: { after: Place | null; limit: number },
): Promise<{ communication: Communication; place: Place }[]> {
  const { after, limit } = wanted
  const further = after
    ? sql`and m.occurred_at <= ${after.value}::timestamptz
        and (m.occurred_at < ${after.value}::timestamptz or m.id > ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<CommunicationRow>`
    ${communicationRows(tx, customerId)} ${further} order by m.occurred_at desc, m.id limit ${limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({
    communication: toCommunication(row),
    place: { value: row.place, id: row.id },
  }))
}

export async function readCommunication(
  tx: Transaction,
  customerId: string,
  id: string,
): Promise<Communication> {
  const { rows } = await sql<CommunicationRow>`
    ${communicationRows(tx, customerId)} and m.id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Refused('not_found', 'Nothing with this id was logged for the customer.')
  return toCommunication(row)
}

/** Whether a contact is one of the customer's. */
export async function isContactOf(tx: Transaction, customerId: string, contactId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (
      select 1 from invoicing.customer_contacts
      where company_id = ${tx.company.companyId} and customer_id = ${customerId} and id = ${contactId}
        and deleted_at is null
    ) as known
  `.execute(tx.db)
  return rows[0]?.known ?? false
}

export async function insertCommunication(
  tx: Transaction,
  customerId: string,
  content: CommunicationContent,
  loggedByUserId: string,
): Promise<string> {
  const attachments = content.attachments.length === 0 ? null : JSON.stringify(content.attachments)
  const { rows } = await sql<{ id: string }>`
    insert into invoicing.customer_communications (company_id, customer_id, contact_id, channel, direction, subject,
      body, logged_by_user_id, occurred_at, attachments)
    values (${tx.company.companyId}, ${customerId}, ${content.contactId}, ${content.channel}, ${content.direction},
      ${content.subject}, ${content.body}, ${loggedByUserId}, ${content.occurredAt}::timestamptz,
      ${attachments}::jsonb)
    returning id
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('An inserted communication gave no row')
  return row.id
}

/** Marks an internal note as deleted; the database refuses it for anything else. */
export async function markCommunicationRemoved(tx: Transaction, id: string): Promise<void> {
  await sql`
    update invoicing.customer_communications set deleted_at = now(), updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

function toCommunication(row: CommunicationRow): Communication {
  return {
    id: row.id,
    customerId: row.customer_id,
    contactId: row.contact_id,
    contactName: row.contact_name,
    channel: row.channel,
    direction: row.direction,
    subject: row.subject,
    body: row.body,
    attachments: row.attachments ?? [],
    loggedBy: row.logged_by,
    occurredAt: row.occurred_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  }
}
