import { z } from 'zod'
import { reads, writes } from './operation.ts'
import { version } from './pages.ts'
import { emailAddress, line } from './text.ts'

export const preferredChannels = ['email', 'phone', 'sms', 'portal'] as const
export type PreferredChannel = (typeof preferredChannels)[number]
export const preferredChannelLabels: Record<PreferredChannel, string> = {
  email: 'E-mail',
  phone: 'Phone',
  sms: 'Text message',
  portal: 'Portal',
}

/** Roles that the screens offer; any other word is one as well. Roles are compared without regard to case. */
export const usualContactRoles = ['billing', 'technical', 'collections', 'production', 'owner'] as const

export const contact = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  role: z.string(),
  isPrimary: z.boolean(),
  preferredChannel: z.enum(preferredChannels),
  createdAt: z.string(),
  version: z.number(),
})
export type Contact = z.infer<typeof contact>

/** What a client may set on a contact. */
export const contactFields = {
  firstName: line(100),
  lastName: line(100),
  email: emailAddress,
  phone: line(50).nullable().optional(),
  role: line(100),
  isPrimary: z.boolean().optional().meta({ description: 'Hands the role over from whoever was primary' }),
  preferredChannel: z.enum(preferredChannels).optional(),
}

const customerId = z.uuid().meta({ positional: true })
const path = '/customers/{customerId}/contacts' as const
const tags = ['Contacts']

export const contactsContract = {
  list: reads('accounting.customers.read')
    .route({ method: 'GET', path, tags, summary: 'Contacts of a customer, primary ones first' })
    .input(z.strictObject({ customerId }))
    .output(z.object({ data: z.array(contact) })),
  create: writes('accounting.customers.manage_contacts')
    .route({ method: 'POST', path, successStatus: 201, tags, summary: 'Add a contact' })
    .input(z.strictObject({ customerId, ...contactFields }))
    .output(contact),
  update: writes('accounting.customers.manage_contacts')
    .route({ method: 'PATCH', path: `${path}/{contactId}`, tags, summary: 'Change a contact' })
    .input(
      z.strictObject({
        customerId,
        contactId: z.uuid(),
        version,
        ...z.object(contactFields).partial().shape,
      }),
    )
    .output(contact),
  remove: writes('accounting.customers.manage_contacts')
    .route({ method: 'DELETE', path: `${path}/{contactId}`, tags, summary: 'Remove a contact' })
    .input(z.strictObject({ customerId, contactId: z.uuid() }))
    .output(z.object({ id: z.uuid(), removed: z.literal(true) })),
}
