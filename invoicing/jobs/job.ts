import type { Job, JobStatus } from '../../contract/jobs.ts'
import type { Quote } from '../../contract/quotes.ts'
import { daysOverdue } from '../calendar/calendar.ts'

export type Garment = Job['garments'][number]

/** Whether work on a job is over, one way or the other. */
export function isDone(status: JobStatus): boolean {
  return status === 'completed' || status === 'cancelled'
}

/** By how many days a job that is not over is late; due today is not late. */
export function daysLate(status: JobStatus, dueDate: string | null, today: string): number {
  return isDone(status) || dueDate === null ? 0 : daysOverdue(dueDate, today)
}

/** How many pieces a job makes. */
export function piecesOf(garments: readonly { quantity: number }[]): number {
  return garments.reduce((sum, { quantity }) => sum + quantity, 0)
}

/** What of a garment has no size yet; negative when the sizes come to more than the pieces. */
export function piecesWithoutSize(garment: Pick<Garment, 'quantity' | 'sizes'>): number {
  return garment.quantity - piecesOf(garment.sizes)
}

/** What a job takes from the quote it is made of: its name, and each line of whole pieces as a garment. */
export function jobFromQuote(quote: Pick<Quote, 'title' | 'quoteNumber' | 'lineItems'>): {
  title: string
  garments: Garment[]
} {
  const garments = quote.lineItems
    .filter(({ kind, quantity, sizes }) => kind === 'item' && [{ quantity }, ...sizes].every(isWhole))
    .map(({ description, quantity, sizes, imprints, furnished }) => ({
      description,
      quantity: Number(quantity),
      sizes: sizes.map((one) => ({ size: one.size, quantity: Number(one.quantity) })),
      imprints: imprints.map(({ location, technique, colors }) => ({ location, technique, colors })),
      furnished,
    }))
  const title = quote.title ?? garments[0]?.description ?? quote.quoteNumber
  return { title: title.slice(0, 200), garments }
}

/** Work that became one job is invoiced for that job; what was cancelled does not count. */
export function onlyJobOf(jobs: readonly { id: string; status: JobStatus }[]): string | null {
  const going = jobs.filter(({ status }) => status !== 'cancelled')
  return going.length === 1 ? (going[0]?.id ?? null) : null
}

function isWhole({ quantity }: { quantity: string }): boolean {
  return /^\d+$/.test(quantity)
}
