import type { Mutant, SourcePatch } from './mutant.ts'

export const withoutCustomerLock: readonly SourcePatch[] = [
  {
    file: 'invoicing/customers/customer-locks.sql.ts',
    find: `and c.deleted_at is null
      for no key update
`,
    replace: `and c.deleted_at is null
`,
  },
  {
    file: 'invoicing/customers/customer-locks.sql.ts',
    find: `and i.id = \${invoiceId} and c.company_id = \${companyId}
      for no key update of c
`,
    replace: `and i.id = \${invoiceId} and c.company_id = \${companyId}
`,
  },
  {
    file: 'invoicing/customers/customer-locks.sql.ts',
    find: `and q.id = \${quoteId} and c.company_id = \${companyId}
      for no key update of c
`,
    replace: `and q.id = \${quoteId} and c.company_id = \${companyId}
`,
  },
]

export const creditMutants: readonly Mutant[] = [
  {
    name: 'no-customer-lock',
    proof: 'P2',
    says: 'read, judge, write without the lock on the customer',
    caught: /was granted|was refused, and would have fitted|verify finds|was answered 500/,
    source: withoutCustomerLock,
    database: [],
  },
  {
    name: 'trusted-mirror',
    proof: 'P2',
    says: 'the limit is read from its copy on the customer, which follows limits that begin and end by the clock later',
    caught: /was granted|was refused, and would have fitted/,
    source: [
      {
        file: 'invoicing/credit/credit-limits.sql.ts',
        find: `select \${limitInForceOf(tx, sql\`\${customerId}\`, sql\`statement_timestamp()\`)} as limit_amount,
      t.open`,
        replace: `select (select c.credit_limit from invoicing.customers c
        where c.company_id = \${tx.company.companyId} and c.id = \${customerId}) as limit_amount,
      t.open`,
      },
    ],
    database: [],
  },
]
