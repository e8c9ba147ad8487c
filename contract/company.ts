import { z } from 'zod'
import { countryCode } from './addresses.ts'
import { civilDate } from './dates.ts'
import { currencyCode, percent } from './money.ts'
import { reads, session, writes } from './operation.ts'
import { version } from './pages.ts'
import { companyName, timeZone } from './session.ts'
import { paragraphs } from './text.ts'

/** The series that number documents, each with its own counter. */
export const numberSeries = ['invoice', 'customer', 'credit_memo', 'quote', 'job'] as const
export type NumberSeries = (typeof numberSeries)[number]

const counter = z.object({
  series: z.enum(numberSeries),
  prefix: z.string(),
  nextNumber: z
    .string()
    .meta({ description: 'The number that the next document gets', examples: ['INV-0042'] }),
})

export const company = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  currency: z.string(),
  country: z
    .string()
    .meta({ description: 'ISO 3166-1 alpha-2; phone numbers without a country code are read as its' }),
  timeZone: z.string(),
  letterhead: z
    .string()
    .nullable()
    .meta({ description: 'Lines below the name on every paper: address, phone, tax number' }),
  taxRate: z.string(),
  booksClosedOn: z
    .string()
    .nullable()
    .meta({ description: 'Last day of the closed books; later entries post after it' }),
  numberSeries: z.array(counter),
  today: z.string(),
  version: z.number(),
})
export type Company = z.infer<typeof company>

/** A letterhead has its place on a paper: more lines would push down what the paper is about. */
const letterhead = paragraphs(500).refine(
  (text) => text.trim().split('\n').length <= 8,
  'must have at most 8 lines',
)

export const companyContract = {
  show: reads('company.settings.read')
    .route({ method: 'GET', path: '/company', tags: ['Company'], summary: 'The company and its settings' })
    .output(company),
  update: writes('company.settings.write', { closesBooks: true })
    .route({
      method: 'PATCH',
      path: '/company',
      tags: ['Company'],
      summary: 'Change name, country, letterhead, time zone or tax rate, or close the books',
      description:
        'Books are closed up to a day before today, which needs the permission accounting.books.close. Documents dated on a closed day post on the first open day.',
    })
    .input(
      z.strictObject({
        version,
        name: companyName.optional(),
        country: countryCode.optional(),
        letterhead: letterhead.nullable().optional(),
        timeZone: timeZone.optional(),
        taxRate: percent.optional(),
        booksClosedOn: civilDate.optional(),
      }),
    )
    .output(company),
  raiseNumber: writes('company.settings.write')
    .route({
      method: 'POST',
      path: '/company/number-series/{series}',
      tags: ['Company'],
      summary: 'Let a number series continue from a higher number',
    })
    .input(z.strictObject({ series: z.enum(numberSeries), next: z.number().int().min(1).max(999_999_999) }))
    .output(company),
  create: session('signed-in')
    .route({
      method: 'POST',
      path: '/companies',
      successStatus: 201,
      tags: ['Company'],
      summary: 'Found another company and work for it',
    })
    .input(
      z.strictObject({
        name: companyName,
        currency: currencyCode.default('USD'),
        country: countryCode.default('US'),
        timeZone: timeZone.default('America/New_York'),
      }),
    )
    .output(z.object({ id: z.uuid(), slug: z.string(), name: z.string() })),
}
