import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { requireRemovable } from './communication.ts'
import { markCommunicationRemoved, readCommunication } from './communications.sql.ts'

/** Removes an internal note from the timeline; its row and the audit entry keep what it said. */
export const removeCommunication = implementing.communications.remove.handler(
  async ({ input: { customerId, communicationId }, context: { tx, audit } }) => {
    const customer = await lockCustomer(tx, customerId)
    const before = await readCommunication(tx, customerId, communicationId)
    requireRemovable(before)
    await markCommunicationRemoved(tx, communicationId)
    const { subject, body, occurredAt } = before
    audit.record({
      entity: 'communication',
      entityId: communicationId,
      label: subject ?? customer.name,
      before: { customerId, subject, body, occurredAt },
      after: { removed: true },
    })
    return { id: communicationId, removed: true as const }
  },
)
