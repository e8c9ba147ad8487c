import { implementing } from '../../server/operation.ts'
import { readActors } from './audit.sql.ts'

/** Whose changes the audit log can be asked for. */
export const listActors = implementing.audit.actors.handler(async ({ context: { tx } }) => ({
  data: await readActors(tx),
}))
