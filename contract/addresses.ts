import { z } from 'zod'
import { reads, writes } from './operation.ts'
import { version } from './pages.ts'
import { line, paragraphs } from './text.ts'

export const addressTypes = ['billing', 'shipping', 'statement', 'other'] as const
export type AddressType = (typeof addressTypes)[number]
export const addressTypeLabels: Record<AddressType, string> = {
  billing: 'Billing',
  shipping: 'Shipping',
  statement: 'Statement',
  other: 'Other',
}

/** An address as it is printed. */
export const postalAddress = z.object({
  line1: z.string(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: z.string(),
})
export type PostalAddress = z.infer<typeof postalAddress>

/** A country; whether ISO 3166 lists the code is judged by the rules. */
export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters, such as US')
  .meta({ description: 'ISO 3166-1 alpha-2', examples: ['US'] })

export const address = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  label: z.string(),
  type: z.enum(addressTypes),
  line1: z.string(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: z.string(),
  isDefault: z.boolean(),
  notes: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
})
export type Address = z.infer<typeof address>

/** What a client may set on an address. */
export const addressFields = {
  label: line(100),
  type: z.enum(addressTypes),
  line1: line(255),
  line2: line(255).nullable().optional(),
  city: line(100).nullable().optional(),
  state: line(100).nullable().optional(),
  postalCode: line(30).nullable().optional(),
  country: countryCode,
  isDefault: z
    .boolean()
    .optional()
    .meta({ description: 'Becomes the default of its type; the one before is no longer' }),
  notes: paragraphs(2_000).nullable().optional(),
}

const customerId = z.uuid().meta({ positional: true })
const path = '/customers/{customerId}/addresses' as const
const tags = ['Addresses']

export const addressesContract = {
  list: reads('accounting.customers.read')
    .route({ method: 'GET', path, tags, summary: 'Addresses of a customer, defaults first' })
    .input(z.strictObject({ customerId }))
    .output(z.object({ data: z.array(address) })),
  create: writes('accounting.customers.manage_contacts')
    .route({ method: 'POST', path, successStatus: 201, tags, summary: 'Add an address' })
    .input(z.strictObject({ customerId, ...addressFields }))
    .output(address),
  update: writes('accounting.customers.manage_contacts')
    .route({ method: 'PATCH', path: `${path}/{addressId}`, tags, summary: 'Change an address' })
    .input(
      z.strictObject({
        customerId,
        addressId: z.uuid(),
        version,
        ...z.object(addressFields).partial().shape,
      }),
    )
    .output(address),
  remove: writes('accounting.customers.manage_contacts')
    .route({ method: 'DELETE', path: `${path}/{addressId}`, tags, summary: 'Remove an address' })
    .input(z.strictObject({ customerId, addressId: z.uuid() }))
    .output(z.object({ id: z.uuid(), removed: z.literal(true) })),
}
