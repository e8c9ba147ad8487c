import { implementing } from '../../server/operation.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { lockSource } from '../quotes/lock-source.ts'
import { requireQuotePermits } from '../quotes/quote.ts'
import { jobFromQuote } from './job.ts'
import { insertJob } from './jobs.sql.ts'

/** Creates a job, from an accepted quote in one step. It gets its number now; a dry run takes none. */
export const createJob = implementing.jobs.create.handler(
  async ({ input, context: { tx, today, caller, audit, dryRun } }) => {
    const { customer, quote } = await lockSource(tx, input, today, (standing) =>
      requireQuotePermits(standing, 'createJob', 'quote_not_accepted'),
    )
    const quoted = quote ? jobFromQuote(quote) : { title: '', garments: [] }
    const content = {
      title: input.title ?? quoted.title,
      status: input.status ?? 'new',
      dueDate: input.dueDate ?? null,
      garments: input.garments ?? quoted.garments,
      notes: input.notes ?? null,
    }
    const number = dryRun ? { text: 'dry run', value: 0 } : await takeNumber(tx, 'job')
    const quoteId = quote?.id ?? null
    const made = { number, customerId: customer.id, quoteId, content, createdByUserId: caller.userId }
    const job = await insertJob(tx, made, today)
    audit.record({
      entity: 'job',
      entityId: job.id,
      label: number.text,
      after: { ...content, customerName: customer.name, quoteNumber: job.quoteNumber },
    })
    return dryRun ? { ...job, jobNumber: null } : job
  },
)
