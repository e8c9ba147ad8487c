import { z } from 'zod'
import { addressFields, addressTypes } from './addresses.ts'
import { contactFields } from './contacts.ts'
import { customerFields, customerStatuses } from './customers.ts'
import { currencyCode } from './money.ts'
import { line } from './text.ts'

/** What a line of a customer file tells of: a customer, or a contact or an address of one. */
export const importedRowKinds = ['customer', 'contact', 'address'] as const
export type ImportedRowKind = (typeof importedRowKinds)[number]

const rowsOfOne = 100

/**
 * A customer as another system knows them, with contacts and addresses. What is left out stays as it is, or is empty on
 * somebody new. A contact is known by its e-mail, an address by its type and label.
 */
export const importedCustomer = z.strictObject({
  customerNumber: line(255).nullable().optional().meta({
    description:
      'Finds the customer; a new one keeps it. Without one they are found by e-mail, and without that by name',
  }),
  name: line(255).optional().meta({ description: 'Needed for a new customer' }),
  defaultCurrency: currencyCode.optional(),
  ...z.object(customerFields).partial().shape,
  status: z.enum(customerStatuses).optional(),
  statusReason: line(500).nullable().optional().meta({ description: 'Of a change of status' }),
  contacts: z
    .array(z.strictObject({ ...z.object(contactFields).partial().shape, email: contactFields.email }))
    .max(rowsOfOne, `must have at most ${rowsOfOne} contacts`)
    .default([]),
  addresses: z
    .array(
      z.strictObject({
        ...z.object(addressFields).partial().shape,
        type: z.enum(addressTypes),
        label: addressFields.label,
        country: addressFields.country.optional().meta({ description: 'The company’s when left out' }),
      }),
    )
    .max(rowsOfOne, `must have at most ${rowsOfOne} addresses`)
    .default([]),
})
export type ImportedCustomer = z.output<typeof importedCustomer>
export type ImportedContact = ImportedCustomer['contacts'][number]
export type ImportedAddress = ImportedCustomer['addresses'][number]

export const customerImportOutcomes = ['created', 'updated', 'unchanged', 'refused'] as const
export type CustomerImportOutcome = (typeof customerImportOutcomes)[number]

const broughtIn = {
  outcome: z.enum(['created', 'updated', 'unchanged']),
  changes: z.array(z.string()).meta({ description: 'The fields that were changed on what was there' }),
}
export type BroughtIn = z.infer<z.ZodObject<typeof broughtIn>>

/** What became of a customer, and of each contact and address in the order in which they were sent. */
export const importedCustomerResult = z.object({
  ...broughtIn,
  customerId: z.uuid(),
  customerNumber: z.string().nullable().meta({ description: 'Null where a dry run takes no number' }),
  contacts: z.array(z.object(broughtIn)),
  addresses: z.array(z.object(broughtIn)),
})

/** How each line of a file came out. The counts are of lines. */
export const customerImportResult = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  rows: z.array(
    z.object({
      line: z
        .number()
        .meta({ description: 'Where the row begins in the file; the first line has the columns' }),
      row: z.enum(importedRowKinds),
      label: z.string().meta({ description: 'Name or number, as the file has it' }),
      customerNumber: z.string().nullable(),
      customerId: z
        .uuid()
        .nullable()
        .meta({ description: 'Null when refused, and of new ones in a dry run' }),
      outcome: z.enum(customerImportOutcomes),
      changes: z.array(z.string()),
      code: z.string().nullable().meta({ description: 'The refusal’s code' }),
      field: z.string().nullable().meta({ description: 'The column that was refused' }),
      reason: z.string().nullable(),
      keptOutByLine: z
        .number()
        .nullable()
        .meta({ description: 'The refused line of the same customer that keeps this one out' }),
    }),
  ),
})
export type CustomerImportResult = z.infer<typeof customerImportResult>
export type CustomerImportRow = CustomerImportResult['rows'][number]

/** A whole file as one text; a larger one is sent in parts, each with the line of the columns. */
export const customerFile = z.strictObject({
  csv: z
    .string()
    .min(1, 'must not be empty')
    .regex(/^\P{Cs}*$/u, 'must not contain broken Unicode')
    .meta({ description: 'The file: a line of columns, then a line for each customer, contact and address' }),
})
