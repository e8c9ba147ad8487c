import { z } from 'zod'
import {
  customerFile,
  customerImportResult,
  importedCustomer,
  importedCustomerResult,
} from './customer-import.ts'
import { civilDate } from './dates.ts'
import { money } from './money.ts'
import { writes } from './operation.ts'
import { line } from './text.ts'

/** One row of another system’s ledger, read and typed; `line` is its line in the file. */
export const receivableRow = z.strictObject({
  line: z.number().int().min(1),
  customer: line(255).meta({ description: 'Customer number or the other system’s id; made when unknown' }),
  customerName: line(255).nullable(),
  invoiceNumber: line(50),
  issueDate: civilDate,
  dueDate: civilDate,
  amount: money,
  paidDate: civilDate.nullable(),
  paidAmount: money.nullable().meta({ description: 'Paid in full on paidDate when null' }),
})
export type ReceivableRow = z.infer<typeof receivableRow>

export const importOutcomes = ['created', 'unchanged', 'refused'] as const

export const importResult = z.object({
  created: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  rows: z.array(
    z.object({
      line: z.number(),
      invoiceNumber: z.string(),
      outcome: z.enum(importOutcomes),
      code: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
})
export type ImportResult = z.infer<typeof importResult>

export const importContract = {
  receivables: writes('accounting.import.run')
    .route({
      method: 'POST',
      path: '/import/receivables',
      tags: ['Import'],
      summary: 'Bring invoices and payments of another system in',
      description:
        'A batch of rows in one transaction. A broken row is refused with its reason, and the rest stands. The same rows again change nothing.',
    })
    .input(z.strictObject({ rows: z.array(receivableRow).min(1).max(500) }))
    .output(importResult),
  customers: writes('accounting.import.run')
    .route({
      method: 'POST',
      path: '/import/customers',
      tags: ['Import'],
      summary: 'Bring customers in from a CSV file, with contacts and addresses',
      description:
        'Takes what `GET /customers/export` gives, or the plain list of another system; as JSON, or the file itself with the content type `text/csv`. Each customer is a transaction of its own with all their rows: one that cannot be brought in is refused with its line, and the others stand. An empty cell empties its field, a column that is left out leaves it. The same file again changes nothing.',
    })
    .input(customerFile)
    .output(customerImportResult),
  customer: writes('accounting.import.run')
    .route({
      method: 'POST',
      path: '/import/customer',
      tags: ['Import'],
      summary: 'Bring one customer in, with contacts and addresses',
      description:
        'Creates the customer or changes the one who is there, in one transaction. The same request again changes nothing.',
    })
    .input(importedCustomer)
    .output(importedCustomerResult),
}
