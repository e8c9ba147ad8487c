import { implementingFile } from '../../server/reading.ts'
import { StreamedFile } from '../../server/streamed-file.ts'
import { customerPatterns } from '../customers/search-pattern.ts'
import { readWholeCustomers } from './standing-customers.sql.ts'
import { customerFileHead, customerFileLines, customerFileName, type WholeCustomer } from './write-file.ts'

const customersAtOnce = 500

/**
 * Customers as a CSV file, by number, with their contacts and addresses. It is read some customers at a time, each time
 * in a transaction of its own, so that a slow reader holds nothing and a large shop needs no more memory than a small
 * one. A number is never changed, so nobody is told of twice and nobody who stays is left out.
 */
export const exportCustomers = implementingFile.customers.export.handler(async ({ input, context }) => {
  const filters = { patterns: customerPatterns(input.q), status: input.status, groupId: input.groupId }
  const page = (after: string | null) =>
    context.read(async (tx, today) => ({
      today,
      customers: await readWholeCustomers(tx, { filters, after, limit: customersAtOnce }),
    }))
  // Read before anything is answered: what is refused is refused in words, and not in the middle of a file.
  const first = await page(null)
  async function* pieces(): AsyncGenerator<string> {
    yield customerFileHead()
    let customers: WholeCustomer[] = first.customers
    for (;;) {
      if (customers.length > 0) yield customerFileLines(customers)
      if (customers.length < customersAtOnce) return
      const last = customers.at(-1)?.customer.customerNumber ?? null
      customers = (await page(last)).customers
    }
  }
  return new StreamedFile(customerFileName(first.today), 'text/csv; charset=utf-8', pieces)
})
