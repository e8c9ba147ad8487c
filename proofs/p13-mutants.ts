import type { Mutant } from './mutant.ts'

export const statementMutants: readonly Mutant[] = [
  {
    name: 'opening-recomputed',
    proof: 'P13',
    says: 'the opening balance is computed anew from the documents’ dates, so that back-dated ones change what was closed',
    caught: /opens with|tells openingBalance|balance is told as/,
    source: [
      {
        file: 'invoicing/ledger/ledger.sql.ts',
        find: `and posting_date <= \${asOf}::date\n    group by customer_id`,
        replace: `and document_date <= \${asOf}::date\n    group by customer_id`,
      },
    ],
    database: [],
  },
  {
    name: 'days-left-open',
    proof: 'P13',
    says: 'a statement does not close its days, so that what is back-dated posts into them, in a database that lets it',
    caught: /posts on|tells \w+|balance is told as|verify finds STM/,
    source: [
      {
        file: 'invoicing/statements/issue-statements.ts',
        find: '  await closeThrough(tx, ids, period.periodEnd)\n',
        replace: '',
      },
    ],
    database: ['drop trigger receivable_entries_keep_closed on invoicing.receivable_entries'],
  },
]
