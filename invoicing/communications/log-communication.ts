import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { requireBody, requireChannelFits, requireHappened } from './communication.ts'
import {
  type CommunicationContent,
  insertCommunication,
  isContactOf,
  readCommunication,
} from './communications.sql.ts'

/** Logs what was said to or by a customer, or an internal note (B: CustomerCommunication). It is never edited. */
export const logCommunication = implementing.communications.create.handler(
  async ({ input: { customerId, ...given }, context: { tx, caller, audit, platen } }) => {
    const customer = await lockCustomer(tx, customerId)
    const now = platen.clock.now()
    const content: CommunicationContent = {
      contactId: given.contactId ?? null,
      channel: given.channel,
      direction: given.direction,
      subject: given.subject ?? null,
      body: given.body ?? null,
      occurredAt: new Date(given.occurredAt ?? now).toISOString(),
      attachments: given.attachments ?? [],
    }
    requireChannelFits(content.channel, content.direction)
    requireBody(content.direction, content.body)
    requireHappened(content.occurredAt, now)
    if (content.contactId !== null && !(await isContactOf(tx, customerId, content.contactId))) {
      throw refuseField(
        'contact_not_of_customer',
        'contactId',
        `${customer.name} has no contact with this id. Name one of their contacts, or none.`,
      )
    }
    const id = await insertCommunication(tx, customerId, content, caller.userId)
    audit.record({
      entity: 'communication',
      entityId: id,
      label: content.subject ?? customer.name,
      after: { customerId, ...content },
    })
    return readCommunication(tx, customerId, id)
  },
)
