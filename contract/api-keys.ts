import { z } from 'zod'
import { reads, writes } from './operation.ts'
import { roles } from './permissions.ts'
import { line } from './text.ts'

export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().meta({ description: 'The first characters, to recognise a key by' }),
  role: z.enum(roles),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type ApiKey = z.infer<typeof apiKey>

export const apiKeysContract = {
  list: reads('company.api_keys.manage')
    .route({ method: 'GET', path: '/api-keys', tags: ['API keys'], summary: 'API keys of the company' })
    .output(z.object({ data: z.array(apiKey) })),
  create: writes('company.api_keys.manage', { secretReply: true })
    .route({
      method: 'POST',
      path: '/api-keys',
      successStatus: 201,
      tags: ['API keys'],
      summary: 'Make an API key; it is shown once',
    })
    .input(z.strictObject({ name: line(100), role: z.enum(roles) }))
    .output(apiKey.extend({ key: z.string().meta({ description: 'The key itself, never shown again' }) })),
  revoke: writes('company.api_keys.manage')
    .route({
      method: 'DELETE',
      path: '/api-keys/{apiKeyId}',
      tags: ['API keys'],
      summary: 'Revoke an API key at once',
    })
    .input(z.strictObject({ apiKeyId: z.uuid() }))
    .output(apiKey),
}
