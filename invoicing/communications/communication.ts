import type {
  Communication,
  CommunicationChannel,
  CommunicationDirection,
} from '../../contract/communications.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'

/** A note is internal and nothing else is: what was sent or received went over a channel to somebody. */
export function requireChannelFits(channel: CommunicationChannel, direction: CommunicationDirection): void {
  if ((channel === 'note') === (direction === 'internal')) return
  throw refuseField(
    'invalid_input',
    'direction',
    channel === 'note'
      ? 'A note is internal. Choose e-mail, phone or meeting for what was sent or received.'
      : 'Only a note is internal. Say whether this was sent (outbound) or received (inbound).',
  )
}

/** An internal note consists of its text; of a call or a meeting the subject may be enough (B: CustomerCommunication). */
export function requireBody(direction: CommunicationDirection, body: string | null): void {
  if (direction !== 'internal' || (body !== null && body.trim() !== '')) return
  throw refuseField('invalid_input', 'body', 'An internal note needs its text.')
}

/** Refuses an instant after now: what has not happened yet was not said. */
export function requireHappened(occurredAt: string, now: Date): void {
  if (Date.parse(occurredAt) <= now.getTime()) return
  throw refuseField(
    'date_in_future',
    'occurredAt',
    'This lies in the future. Log what has happened, or leave the time out for now.',
  )
}

/** Refuses to remove anything but an internal note: what was sent or received is evidence. */
export function requireRemovable({ direction }: Pick<Communication, 'direction'>): void {
  if (direction === 'internal') return
  throw new Refused(
    'communication_kept',
    'What was sent or received stays as it was logged. Add an internal note if it needs a comment.',
  )
}
