import { z } from 'zod'
import { money, percent, quantity } from './money.ts'
import { line } from './text.ts'

/*
 * A line of an invoice or a quote. Besides what every trade has, it can carry what a printer's line is made of: the
 * sizes of one garment, what is printed where, and whether the goods are the customer's own.
 */

export const lineKinds = ['item', 'fee'] as const

/** The runs that a front desk types; any other label is as good. */
export const usualSizes = {
  youth: ['YXS', 'YS', 'YM', 'YL', 'YXL'],
  adult: ['XS', 'S', 'M', 'L', 'XL', '2XL', '3XL', '4XL', '5XL', '6XL'],
} as const

/** What is offered while one types; any other word is as good. */
export const usualTechniques = [
  'Screen print',
  'Embroidery',
  'DTG',
  'DTF',
  'Heat transfer',
  'Sublimation',
  'Vinyl',
  'Patch',
] as const
export const usualLocations = [
  'Front',
  'Back',
  'Left chest',
  'Right chest',
  'Left sleeve',
  'Right sleeve',
  'Hood',
  'Inside neck',
] as const

const sizeInput = z.strictObject({
  size: line(20).meta({ description: 'A label, such as "2XL" or "Youth M"' }),
  quantity,
  upcharge: money
    .default('0')
    .meta({ description: 'What a piece of this size costs more than the unit price', examples: ['2.00'] }),
})

const imprintInput = z.strictObject({
  location: line(60).meta({ examples: ['Left chest'] }),
  technique: line(60).meta({ examples: ['Screen print'] }),
  colors: z
    .int()
    .min(1)
    .max(30)
    .nullable()
    .default(null)
    .meta({ description: 'Null where nobody counts them, as in full colour' }),
  price: money
    .nullable()
    .default(null)
    .meta({ description: 'For each piece, beside the unit price; null = the unit price has it already' }),
})

/** Two rows of one size are a slip: whoever picks the garments would see the first of them. */
const sizeRun = z
  .array(sizeInput)
  .max(60, 'must have at most 60 sizes')
  .superRefine((sizes, context) => {
    const seen = new Set<string>()
    for (const [index, { size }] of sizes.entries()) {
      const label = size.toLowerCase()
      if (seen.has(label)) {
        const message = `is there twice: put all pieces of size ${size} into one row`
        context.addIssue({ code: 'custom', path: [index, 'size'], message })
      }
      seen.add(label)
    }
  })

export const lineItemInput = z
  .strictObject({
    kind: z.enum(lineKinds).default('item'),
    group: line(100).nullable().default(null),
    description: line(500),
    quantity: quantity.optional().meta({ description: 'May be left out with sizes: it is their sum' }),
    unitPrice: money,
    taxable: z.boolean().default(true),
    taxRate: percent.nullable().default(null).meta({ description: 'The invoice’s rate when null' }),
    sizes: sizeRun.default([]).meta({ description: 'A size run: how many of each size' }),
    imprints: z.array(imprintInput).max(20, 'must have at most 20 imprints').default([]),
    furnished: z
      .boolean()
      .default(false)
      .meta({ description: 'The goods are the customer’s own: unit price 0, the work priced as imprints' }),
    percentOfItems: percent
      .nullable()
      .default(null)
      .meta({
        description:
          'Of a fee: percent of what the items come to. Its unit price follows; what is given as one is not looked at',
        examples: ['25'],
      }),
  })
  .refine(({ kind, percentOfItems }) => kind === 'fee' || percentOfItems === null, {
    path: ['percentOfItems'],
    message: 'is for lines of kind fee: it is charged on the items',
  })
  .refine(
    ({ percentOfItems, sizes, imprints, furnished }) =>
      percentOfItems === null || (sizes.length === 0 && imprints.length === 0 && !furnished),
    { path: ['percentOfItems'], message: 'is for a charge alone, without sizes, imprints or goods' },
  )
  .refine((item) => item.quantity !== undefined || item.sizes.length > 0 || item.percentOfItems !== null, {
    path: ['quantity'],
    message: 'must be given where there are no sizes',
  })

export const lineItem = z.object({
  id: z.uuid(),
  kind: z.enum(lineKinds),
  group: z.string().nullable(),
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  taxable: z.boolean(),
  taxRate: z.string().nullable(),
  sizes: z.array(z.object({ size: z.string(), quantity: z.string(), upcharge: z.string() })),
  imprints: z.array(
    z.object({
      location: z.string(),
      technique: z.string(),
      colors: z.number().nullable(),
      price: z.string().nullable(),
    }),
  ),
  furnished: z.boolean(),
  // What was kept before there were such charges says nothing of them.
  percentOfItems: z.string().nullable().default(null),
  lineTotal: z.string(),
})
export type LineItem = z.infer<typeof lineItem>
