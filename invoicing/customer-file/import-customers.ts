import { call } from '@orpc/server'
import type { CustomerImportRow, ImportedCustomer } from '../../contract/customer-import.ts'
import { Refused } from '../../contract/refusals.ts'
import { implementingBatch } from '../../server/batch.ts'
import { importCustomer } from './import-customer.ts'
import { importResult, linesBroughtIn, linesRefused } from './import-report.ts'
import { readCustomerFile } from './read-file.ts'
import { problemsOf, toImport } from './rows-to-import.ts'

const customersAtOnce = 2_000

/**
 * Brings the customers of a file in, each by the operation for one and in a transaction of its own. A customer who
 * cannot be brought in is refused with the line and the reason; the others stand.
 */
export const importCustomers = implementingBatch.import.customers.handler(async ({ input, context }) => {
  const { customers } = readCustomerFile(input.csv)
  if (customers.length > customersAtOnce) {
    throw new Refused(
      'too_large',
      `The file has ${customers.length} customers, and a request takes ${customersAtOnce}. Send it in parts, each with the line of columns.`,
      [{ path: 'csv', message: `has more than ${customersAtOnce} customers` }],
    )
  }
  const read = customers.map((rows) => ({ rows, ...toImport(rows) }))
  const refused = read.flatMap((one) => ('problems' in one ? linesRefused(one.rows, one.problems) : []))
  const ready = read.flatMap((one) => ('given' in one ? [one] : []))
  const done: CustomerImportRow[] = []
  for (const some of [ready.filter(isNumbered), ready.filter((one) => !isNumbered(one))]) {
    if (some.length === 0) continue
    const results = await context.rows(some, {
      operation: ['import', 'customer'],
      id: ({ rows }) => JSON.stringify(rows),
      run: ({ given }, row) => call(importCustomer, given, row),
    })
    for (const { row, reply, ...refusal } of results) {
      const lines = reply
        ? linesBroughtIn(row.rows, reply, context.dryRun ?? false)
        : linesRefused(row.rows, problemsOf(row.rows, refusal))
      done.push(...lines)
    }
  }
  return importResult([...refused, ...done])
})

/** Who brings a number comes before those who get the next one, which could be theirs. */
function isNumbered({ given }: { given: ImportedCustomer }): boolean {
  return Boolean(given.customerNumber)
}
