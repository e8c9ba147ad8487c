import type { Job, JobStatus, JobSummary } from '../../contract/jobs.ts'
import { moneyFromDatabase } from '../money/money.ts'
import { daysLate, piecesOf } from './job.ts'

/** What a list reads of a job. */
export interface JobSummaryRow {
  id: string
  job_number: string
  status: JobStatus
  title: string
  customer_id: string
  customer_name: string
  due_date: string | null
  garments: Job['garments']
  quote_id: string | null
  created_at_text: string
  version: number
}

/** What the detail reads. */
export interface JobRow extends JobSummaryRow {
  quote_number: string | null
  notes: string | null
  invoices: (Job['invoices'][number] & { currency: string })[]
}

export function toJobSummary(row: JobSummaryRow, today: string): JobSummary {
  const late = daysLate(row.status, row.due_date, today)
  return {
    id: row.id,
    jobNumber: row.job_number,
    status: row.status,
    title: row.title,
    customerId: row.customer_id,
    customerName: row.customer_name,
    dueDate: row.due_date,
    isLate: late > 0,
    daysLate: late,
    pieces: piecesOf(row.garments),
    quoteId: row.quote_id,
    createdAt: new Date(row.created_at_text).toISOString(),
    version: row.version,
  }
}

export function toJob(row: JobRow, today: string): Job {
  return {
    ...toJobSummary(row, today),
    quoteNumber: row.quote_number,
    garments: row.garments,
    notes: row.notes,
    invoices: row.invoices.map(({ currency, total, ...invoice }) => ({
      ...invoice,
      total: moneyFromDatabase(total, currency),
    })),
  }
}
