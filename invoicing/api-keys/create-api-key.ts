import { newApiKey } from '../../server/api-key.ts'
import { implementing } from '../../server/operation.ts'
import { requireMayGrant } from '../members/member.ts'
import { insertApiKey, readApiKeys } from './api-keys.sql.ts'

/** Makes a key that may do what its role may. It is shown in this reply and never again. */
export const createApiKey = implementing.apiKeys.create.handler(
  async ({ input, context: { tx, caller, audit } }) => {
    requireMayGrant(caller.role, input.role)
    const { key, prefix, hash } = newApiKey()
    const id = await insertApiKey(tx, { ...input, prefix, hash, createdByUserId: caller.userId })
    const made = (await readApiKeys(tx)).find((candidate) => candidate.id === id)
    if (!made) throw new Error('A key just made is not there')
    audit.record({
      entity: 'api_key',
      entityId: id,
      label: input.name,
      after: { name: input.name, role: input.role, prefix },
    })
    return { ...made, key }
  },
)
