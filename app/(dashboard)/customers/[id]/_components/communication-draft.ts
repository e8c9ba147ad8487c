import {
  type Attachment,
  type CommunicationChannel,
  type CommunicationDirection,
  communicationChannelLabels,
  mostAttachments,
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
  attachments: Attachment[]
}

export const emptyCommunication: CommunicationDraft = {
  channel: 'phone',
  direction: 'inbound',
  contactId: '',
  subject: '',
  body: '',
  happenedAt: '',
  attachments: [],
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
    attachments: draft.attachments,
  }
}

/** What is noted, with some files more; one of the same name takes the place of the other. */
export function withFiles(
  noted: readonly Attachment[],
  files: readonly { name: string; type: string; size: number }[],
): Attachment[] {
  const added = files.map(({ name, type, size }) => ({
    name,
    contentType: type || 'application/octet-stream',
    sizeBytes: size,
  }))
  const kept = noted.filter(({ name }) => !added.some((one) => one.name === name))
  return [...kept, ...added].slice(0, mostAttachments)
}

/** "art.pdf (1.2 MB)". */
export function attachmentInWords({ name, sizeBytes }: Attachment): string {
  const [unit, divisor] = sizeBytes < 1_000_000 ? (['kB', 1_000] as const) : (['MB', 1_000_000] as const)
  const size = (sizeBytes / divisor).toLocaleString('en-US', { maximumFractionDigits: 1 })
  return `${name} (${size} ${unit})`
}

/** "Phone call received", "E-mail sent", "Meeting", "Internal note". */
export function communicationKind(channel: CommunicationChannel, direction: CommunicationDirection): string {
  if (direction === 'internal') return 'Internal note'
  const label = communicationChannelLabels[channel]
  if (channel === 'phone') return direction === 'inbound' ? `${label} received` : `${label} made`
  if (channel === 'email') return direction === 'inbound' ? `${label} received` : `${label} sent`
  return label
}
