import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Message } from '../../contract/messages.ts'
import { Refused } from '../../contract/refusals.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Place } from '../../server/pages.ts'
import type { MessageText } from './message.ts'

/** How a customer is reached: their primary billing contact, else any billing contact, and their own address. */
export async function readAddressees(
  tx: Transaction,
  customerId: string,
): Promise<{ shopName: string; billingEmail: string | null; customerEmail: string | null }> {
  const { companyId } = tx.company
  const { rows } = await sql<{
    shop_name: string
    billing_email: string | null
    email: string | null
  }>`${prepared}
    select (select name from auth.company()) as shop_name, c.email,
      (select k.email from invoicing.customer_contacts k
        where k.company_id = ${companyId} and k.customer_id = c.id and k.deleted_at is null and lower(k.role) = 'billing'
        order by k.is_primary desc, k.created_at, k.id limit 1) as billing_email
    from invoicing.customers c where c.company_id = ${companyId} and c.id = ${customerId}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Refused('not_found', 'The company has no customer with this id.')
  return { shopName: row.shop_name, billingEmail: row.billing_email, customerEmail: row.email }
}

export interface NewMessage extends MessageText {
  kind: Message['kind']
  customerId: string
  invoiceId: string
  recipients: readonly string[]
  byUserId: string
}

/** Queues a message in the transaction of what it tells of: it is written with the commit, in its round trip. */
export function queueMessage(tx: Transaction, message: NewMessage): string {
  const id = randomUUID()
  tx.atCommit(sql`
    insert into invoicing.messages (company_id, id, kind, customer_id, invoice_id, recipients, subject, body,
      created_by_user_id)
    select ${tx.company.companyId}::uuid, ${id}::uuid, ${message.kind}, ${message.customerId}::uuid,
      ${message.invoiceId}::uuid, array(select jsonb_array_elements_text(${JSON.stringify(message.recipients)}::jsonb)),
      ${message.subject}, ${message.body}, ${message.byUserId}::uuid
  `)
  return id
}

interface MessageRow {
  id: string
  kind: Message['kind']
  customer_id: string
  customer_name: string
  invoice_id: string
  invoice_number: string
  recipients: string[]
  subject: string
  body: string
  status: Message['status']
  created_at: Date
  created_at_text: string
  created_by: string | null
}

function messageRows(companyId: string): RawBuilder<unknown> {
  return sql`
    select m.id, m.kind, m.customer_id, c.name as customer_name, m.invoice_id, i.invoice_number, m.recipients,
      m.subject, m.body, m.status, m.created_at, m.created_at::text as created_at_text,
      (select n.name from auth.names_of(array[m.created_by_user_id]) n) as created_by
    from invoicing.messages m
    join invoicing.customers c on c.company_id = ${companyId} and c.id = m.customer_id
    join invoicing.invoices i on i.company_id = ${companyId} and i.id = m.invoice_id
  `
}

export async function readMessage(tx: Transaction, id: string): Promise<Message> {
  const { companyId } = tx.company
  const { rows } = await sql<MessageRow>`${prepared}
    ${messageRows(companyId)} where m.company_id = ${companyId} and m.id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Refused('not_found', 'The company has no message with this id.')
  return toMessage(row)
}

/** Messages newest first, from a place on; one more than the limit. */
export async function readMessages(
  tx: Transaction,
  wanted: {
    customerId?: string | undefined
    invoiceId?: string | undefined
    after: Place | null
    limit: number
  },
): Promise<{ message: Message; place: Place }[]> {
  const { companyId } = tx.company
  const { customerId, invoiceId, after } = wanted
  const conditions = [
    sql`m.company_id = ${companyId}`,
    ...(customerId ? [sql`m.customer_id = ${customerId}`] : []),
    ...(invoiceId ? [sql`m.invoice_id = ${invoiceId}`] : []),
    ...(after
      ? [
          sql`m.created_at <= ${after.value}::timestamptz
            and (m.created_at < ${after.value}::timestamptz or m.id < ${after.id}::uuid)`,
        ]
      : []),
  ]
  const { rows } = await sql<MessageRow>`
    ${messageRows(companyId)} where ${sql.join(conditions, sql` and `)}
    order by m.created_at desc, m.id desc limit ${wanted.limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({ message: toMessage(row), place: { value: row.created_at_text, id: row.id } }))
}

function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    kind: row.kind,
    customerId: row.customer_id,
    customerName: row.customer_name,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    recipients: row.recipients,
    subject: row.subject,
    body: row.body,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
  }
}
