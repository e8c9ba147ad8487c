import { z } from 'zod'
import { reads, writes } from './operation.ts'
import { permissions, roles } from './permissions.ts'
import { emailAddress, line } from './text.ts'

export const member = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  extraPermissions: z.array(z.string()),
  invited: z.boolean().meta({ description: 'True until the person has chosen a password' }),
})
export type Member = z.infer<typeof member>

export const membersContract = {
  list: reads('company.members.read')
    .route({ method: 'GET', path: '/members', tags: ['Members'], summary: 'Who belongs to the company' })
    .output(z.object({ data: z.array(member) })),
  add: writes('company.members.manage', { secretReply: true })
    .route({
      method: 'POST',
      path: '/members',
      successStatus: 201,
      tags: ['Members'],
      summary: 'Add a person to the company',
      description: 'For a person new to this installation the reply carries an invitation link, shown once.',
    })
    .input(z.strictObject({ email: emailAddress, name: line(200), role: z.enum(roles) }))
    .output(member.extend({ invitationUrl: z.string().nullable() })),
  update: writes('company.members.manage')
    .route({
      method: 'PATCH',
      path: '/members/{userId}',
      tags: ['Members'],
      summary: 'Change a member’s role or further permissions',
    })
    .input(
      z.strictObject({
        userId: z.uuid(),
        role: z.enum(roles).optional(),
        extraPermissions: z.array(z.enum(permissions)).max(permissions.length).optional(),
      }),
    )
    .output(member),
  remove: writes('company.members.manage')
    .route({
      method: 'DELETE',
      path: '/members/{userId}',
      tags: ['Members'],
      summary: 'Remove a person from the company',
    })
    .input(z.strictObject({ userId: z.uuid() }))
    .output(z.object({ userId: z.uuid(), removed: z.literal(true) })),
}
