import { z } from 'zod'
import { reads, writes } from './operation.ts'
import { version } from './pages.ts'
import { line, paragraphs } from './text.ts'

export const customerGroup = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string().nullable(),
  isDefault: z.boolean().meta({ description: 'New customers join it' }),
  memberCount: z.number(),
  version: z.number(),
})
export type CustomerGroup = z.infer<typeof customerGroup>

const fields = {
  name: line(100),
  description: paragraphs(2_000).nullable().optional(),
  isDefault: z.boolean().optional(),
}

const groupId = z.uuid().meta({ positional: true })
const tags = ['Customer groups']

export const groupsContract = {
  list: reads('accounting.customers.read')
    .route({ method: 'GET', path: '/customer-groups', tags, summary: 'Customer groups by name' })
    .output(z.object({ data: z.array(customerGroup) })),
  create: writes('accounting.customers.write')
    .route({ method: 'POST', path: '/customer-groups', successStatus: 201, tags, summary: 'Create a group' })
    .input(z.strictObject(fields))
    .output(customerGroup),
  update: writes('accounting.customers.write')
    .route({ method: 'PATCH', path: '/customer-groups/{groupId}', tags, summary: 'Change a group' })
    .input(z.strictObject({ groupId, version, ...z.object(fields).partial().shape }))
    .output(customerGroup),
  remove: writes('accounting.customers.write')
    .route({
      method: 'DELETE',
      path: '/customer-groups/{groupId}',
      tags,
      summary: 'Delete a group; its customers stay',
    })
    .input(z.strictObject({ groupId }))
    .output(z.object({ id: z.uuid(), removed: z.literal(true) })),
  addMember: writes('accounting.customers.write')
    .route({
      method: 'PUT',
      path: '/customer-groups/{groupId}/members/{customerId}',
      tags,
      summary: 'Put a customer into a group',
    })
    .input(z.strictObject({ groupId, customerId: z.uuid().meta({ positional: true }) }))
    .output(customerGroup),
  removeMember: writes('accounting.customers.write')
    .route({
      method: 'DELETE',
      path: '/customer-groups/{groupId}/members/{customerId}',
      tags,
      summary: 'Take a customer out of a group',
    })
    .input(z.strictObject({ groupId, customerId: z.uuid().meta({ positional: true }) }))
    .output(customerGroup),
}
