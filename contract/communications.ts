import { z } from 'zod'
import { instant } from './dates.ts'
import { reads, writes } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { line, paragraphs } from './text.ts'

export const communicationChannels = ['email', 'phone', 'meeting', 'note'] as const
export type CommunicationChannel = (typeof communicationChannels)[number]
export const communicationChannelLabels: Record<CommunicationChannel, string> = {
  email: 'E-mail',
  phone: 'Phone call',
  meeting: 'Meeting',
  note: 'Note',
}

export const communicationDirections = ['inbound', 'outbound', 'internal'] as const
export type CommunicationDirection = (typeof communicationDirections)[number]
/** What is known of a file that went along; the file itself is not kept. */
const attachment = z.strictObject({
  name: line(255),
  contentType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type such as application/pdf')
    .max(100),
  sizeBytes: z.number().int().min(0).max(1_000_000_000),
})

export type Attachment = z.infer<typeof attachment>
export const mostAttachments = 20

export const communication = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  contactId: z.uuid().nullable(),
  contactName: z.string().nullable(),
  channel: z.enum(communicationChannels),
  direction: z.enum(communicationDirections),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  attachments: z.array(attachment),
  loggedBy: z.string().nullable(),
  occurredAt: z.string(),
  createdAt: z.string(),
})
export type Communication = z.infer<typeof communication>

const customerId = z.uuid().meta({ positional: true })
const path = '/customers/{customerId}/communications' as const
const tags = ['Communications']

export const communicationsContract = {
  list: reads('accounting.customers.read')
    .route({ method: 'GET', path, tags, summary: 'What was said to and by a customer, newest first' })
    .input(z.strictObject({ customerId, ...pageInput }))
    .output(pageOf(communication)),
  create: writes('accounting.customers.manage_contacts')
    .route({
      method: 'POST',
      path,
      successStatus: 201,
      tags,
      summary: 'Log a call, a meeting, a message or an internal note',
      description: 'What was sent or received stays as it was logged; only internal notes can be removed.',
    })
    .input(
      z.strictObject({
        customerId,
        contactId: z.uuid().nullable().optional(),
        channel: z.enum(communicationChannels),
        direction: z.enum(communicationDirections),
        subject: line(255).nullable().optional(),
        body: paragraphs(20_000).nullable().optional(),
        occurredAt: instant.optional().meta({ description: 'Now when left out; not in the future' }),
        attachments: z.array(attachment).max(mostAttachments).optional(),
      }),
    )
    .output(communication),
  remove: writes('accounting.customers.manage_contacts')
    .route({ method: 'DELETE', path: `${path}/{communicationId}`, tags, summary: 'Remove an internal note' })
    .input(z.strictObject({ customerId, communicationId: z.uuid() }))
    .output(z.object({ id: z.uuid(), removed: z.literal(true) })),
}
