import {
  type CommunicationChannel,
  type CommunicationDirection,
  communicationChannelLabels,
} from '../../../../../contract/communications.ts'
import { instantOfWallClock } from '../../../../../invoicing/calendar/wall-clock.ts'

/** What was said, as it is being typed. */
export interface CommunicationDraft {
  channel: CommunicationChannel
  /** A note has none: it is internal. */
  direction: Exclude<CommunicationDirection, 'internal'>
  /** Empty = nobody in particular. */
  contactId: string
  subject: string
  body: string
  /** On the company's clock: `2026-11-21T14:05`; empty = now. */
  happenedAt: string
}

export const emptyCommunication: CommunicationDraft = {
  channel: 'phone',
  direction: 'inbound',
  contactId: '',
  subject: '',
  body: '',
  happenedAt: '',
}

/** What is logged of it; the time is read on the company's clock. */
export function communicationContent(draft: CommunicationDraft, timeZone: string) {
  const isNote = draft.channel === 'note'
  const direction: CommunicationDirection = isNote ? 'internal' : draft.direction
  return {
    channel: draft.channel,
    direction,
    contactId: isNote ? null : draft.contactId || null,
    subject: draft.subject.trim() || null,
    body: draft.body.trim() === '' ? null : draft.body,
    occurredAt: draft.happenedAt ? instantOfWallClock(draft.happenedAt, timeZone) : undefined,
  }
}

/** "Phone call received", "E-mail sent", "Meeting", "Internal note". */
export function communicationKind(channel: CommunicationChannel, direction: CommunicationDirection): string {
  if (direction === 'internal') return 'Internal note'
  const label = communicationChannelLabels[channel]
  if (channel === 'phone') return direction === 'inbound' ? `${label} received` : `${label} made`
  if (channel === 'email') return direction === 'inbound' ? `${label} received` : `${label} sent`
  return label
}
