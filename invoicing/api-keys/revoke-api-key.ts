import { Refused } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { readApiKeys, revokeApiKeyRow } from './api-keys.sql.ts'

/** Revokes a key at once; revoking it again changes nothing. */
export const revokeApiKey = implementing.apiKeys.revoke.handler(async ({ input, context: { tx, audit } }) => {
  const find = async () => (await readApiKeys(tx)).find(({ id }) => id === input.apiKeyId)
  const before = await find()
  if (!before) throw new Refused('not_found', 'The company has no API key with this id.')
  if (before.revokedAt) {
    audit.nothingChanged()
    return before
  }
  await revokeApiKeyRow(tx, input.apiKeyId)
  audit.record({
    entity: 'api_key',
    entityId: before.id,
    label: before.name,
    before: { revoked: false },
    after: { revoked: true },
  })
  return (await find()) ?? before
})
