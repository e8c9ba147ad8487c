import { z } from 'zod'
import { civilDate } from './dates.ts'
import { invoiceStatuses } from './invoices.ts'
import { reads, writes } from './operation.ts'
import { direction, pageInput, pageOf, version } from './pages.ts'
import { line, paragraphs, searchText } from './text.ts'

/** Where a job is on its way through the shop; the board has a column for each but the last. */
export const jobStatuses = [
  'new',
  'art',
  'ready',
  'in_production',
  'finishing',
  'completed',
  'cancelled',
] as const
export type JobStatus = (typeof jobStatuses)[number]

export const jobStatusLabels: Record<JobStatus, string> = {
  new: 'New',
  art: 'Art',
  ready: 'Ready to print',
  in_production: 'In production',
  finishing: 'Finishing',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

export const jobSorts = ['dueDate', 'jobNumber', 'createdAt'] as const
export type JobSort = (typeof jobSorts)[number]

const pieces = z
  .number()
  .int('must be a whole number of pieces')
  .min(1, 'must be at least 1')
  .max(9_999_999, 'must be at most 9,999,999')

const garment = z.strictObject({
  description: line(500),
  quantity: pieces.meta({ description: 'Pieces in all; the sizes say how many of each' }),
  sizes: z
    .array(z.strictObject({ size: line(20), quantity: pieces }))
    .max(60, 'must have at most 60 sizes')
    .default([]),
  imprints: z
    .array(
      z.strictObject({
        location: line(60).meta({ examples: ['Left chest'] }),
        technique: line(60).meta({ examples: ['Screen print'] }),
        colors: z.int().min(1).max(30).nullable().default(null),
      }),
    )
    .max(20, 'must have at most 20 imprints')
    .default([]),
  furnished: z.boolean().default(false).meta({ description: 'The goods are the customer’s own' }),
})

const content = {
  title: line(200),
  status: z.enum(jobStatuses),
  dueDate: civilDate.nullable(),
  garments: z.array(garment).max(100, 'must have at most 100 garments'),
  notes: paragraphs(20_000).nullable().meta({ description: 'For the shop floor' }),
}

/** What a list and the board show of a job. */
export const jobSummary = z.object({
  id: z.uuid(),
  jobNumber: z.string(),
  status: z.enum(jobStatuses),
  title: z.string(),
  customerId: z.uuid(),
  customerName: z.string(),
  dueDate: z.string().nullable(),
  isLate: z.boolean().meta({ description: 'Not finished, and due before today' }),
  daysLate: z.number(),
  pieces: z.number(),
  quoteId: z.uuid().nullable(),
  createdAt: z.string(),
  version: z.number(),
})
export type JobSummary = z.infer<typeof jobSummary>

export const job = jobSummary.extend({
  quoteNumber: z.string().nullable(),
  garments: z.array(
    z.object({
      description: z.string(),
      quantity: z.number(),
      sizes: z.array(z.object({ size: z.string(), quantity: z.number() })),
      imprints: z.array(
        z.object({ location: z.string(), technique: z.string(), colors: z.number().nullable() }),
      ),
      furnished: z.boolean(),
    }),
  ),
  notes: z.string().nullable(),
  invoices: z.array(
    z.object({ id: z.uuid(), invoiceNumber: z.string(), status: z.enum(invoiceStatuses), total: z.string() }),
  ),
})
export type Job = z.infer<typeof job>

const jobId = z.uuid().meta({ positional: true })

export const jobsContract = {
  list: reads('accounting.jobs.read')
    .route({ method: 'GET', path: '/jobs', tags: ['Jobs'], summary: 'Jobs by due date, searched, paged' })
    .input(
      z.strictObject({
        ...pageInput,
        customerId: z.uuid().optional(),
        status: z.enum(jobStatuses).optional(),
        q: searchText(200).optional().meta({ description: 'Job number, title or customer name' }),
        sort: z.enum(jobSorts).default('dueDate'),
        direction: direction.default('asc'),
      }),
    )
    .output(pageOf(jobSummary)),
  create: writes('accounting.jobs.write')
    .route({
      method: 'POST',
      path: '/jobs',
      successStatus: 201,
      tags: ['Jobs'],
      summary: 'Create a job',
      description:
        '`{ quoteId }` alone makes the job of an accepted quote: customer, title and garments come from it.',
    })
    .input(
      z
        .strictObject({
          customerId: z.uuid().optional(),
          quoteId: z.uuid().optional().meta({ description: 'An accepted quote' }),
          ...z.object(content).partial().shape,
        })
        .superRefine((job, context) => {
          if (job.quoteId !== undefined) return
          for (const field of ['customerId', 'title'] as const) {
            if (job[field] === undefined)
              context.addIssue({
                code: 'custom',
                path: [field],
                message: 'is needed for a job without a quote',
              })
          }
        }),
    )
    .output(job.extend({ jobNumber: z.string().nullable().meta({ description: 'Null in a dry run' }) })),
  show: reads('accounting.jobs.read')
    .route({ method: 'GET', path: '/jobs/{jobId}', tags: ['Jobs'], summary: 'One job' })
    .input(z.strictObject({ jobId }))
    .output(job),
  update: writes('accounting.jobs.write')
    .route({
      method: 'PATCH',
      path: '/jobs/{jobId}',
      tags: ['Jobs'],
      summary: 'Change a job, or move it to another status',
    })
    .input(z.strictObject({ jobId, version, ...z.object(content).partial().shape }))
    .output(job),
}
