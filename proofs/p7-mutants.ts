import type { Mutant } from './mutant.ts'

const file = 'invoicing/backfills/run-backfill.ts'

export const backfillMutants: readonly Mutant[] = [
  {
    name: 'offset-paging',
    proof: 'P7',
    says: 'the next page of the customers by name, counted from the first',
    caught: /the run tells of \d+ (written|removed) of \d+/,
    source: [
      {
        file,
        find: `import { fills } from './backfill.ts'`,
        replace: `import { sql } from 'kysely'
import { fills } from './backfill.ts'
async function pageByName(tx, offset, limit) {
  const { rows } = await sql\`select id from invoicing.customers where company_id = \${tx.company.companyId}
    order by name, id offset \${offset} limit \${limit} for no key update\`.execute(tx.db)
  return rows.map(({ id }) => id)
}`,
      },
      {
        file,
        find: 'const customerIds = await lockNextCustomers(tx, standing ? standing.afterCustomerId : from, batchSize)',
        replace: `const customerIds = dryRun ? await lockNextCustomers(tx, from, batchSize)
      : await pageByName(tx, (standing?.run.batches ?? 0) * batchSize, batchSize)`,
      },
    ],
    database: [],
  },
  {
    name: 'place-before-work',
    proof: 'P7',
    says: 'the run remembers its place in a transaction of its own, before the batch is written',
    caught: /the run tells of \d+ (written|removed) of \d+/,
    source: [
      {
        file,
        find: `import { fills } from './backfill.ts'`,
        replace: `import { sql } from 'kysely'
import { fills } from './backfill.ts'
async function remember(tx, id, customerId) {
  const company = tx.company.companyId
  await sql.raw(\`update invoicing.backfill_runs set after_customer_id = '\${customerId}' where company_id = '\${company}' and id = '\${id}';
    commit; begin; set local app.company_id = '\${company}'\`).execute(tx.db)
  await new Promise((resolve) => setTimeout(resolve, 200))
}`,
      },
      {
        file,
        find: '    const counts = await fills[name](tx, customerIds)\n',
        replace: `    if (!dryRun && customerIds.length > 0) await remember(tx, id, customerIds.at(-1))
    const counts = await fills[name](tx, customerIds)\n`,
      },
    ],
    database: [],
  },
]
