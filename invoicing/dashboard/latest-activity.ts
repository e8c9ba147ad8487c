import { implementing } from '../../server/operation.ts'
import { readNews } from './latest-activity.sql.ts'

/** What happened last in the shop, newest first: the audit log without settings, members and keys. */
export const latestActivity = implementing.dashboard.activity.handler(async ({ input, context: { tx } }) => ({
  data: await readNews(tx, input.limit),
}))
