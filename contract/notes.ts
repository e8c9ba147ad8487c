import { z } from 'zod'
import { reads, writes } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { paragraphs } from './text.ts'

export const note = z.object({
  id: z.uuid(),
  body: z.string(),
  writtenBy: z.string().nullable(),
  createdAt: z.string(),
})
export type Note = z.infer<typeof note>

const invoiceId = z.uuid().meta({ positional: true })
const creditMemoId = z.uuid().meta({ positional: true })
const noteId = z.uuid().meta({ positional: true })
const body = paragraphs(20_000)
const tags = ['Notes']
const removed = z.object({ id: z.uuid(), removed: z.literal(true) })
const ofInvoice = '/invoices/{invoiceId}/notes' as const
const ofCreditMemo = '/credit-memos/{creditMemoId}/notes' as const

/** What the shop notes about an invoice, for itself, line upon line. */
export const invoiceNotesContract = {
  list: reads('accounting.invoices.read')
    .route({ method: 'GET', path: ofInvoice, tags, summary: 'Notes on an invoice, newest first' })
    .input(z.strictObject({ invoiceId, ...pageInput }))
    .output(pageOf(note)),
  create: writes('accounting.invoices.write')
    .route({
      method: 'POST',
      path: ofInvoice,
      successStatus: 201,
      tags,
      summary: 'Note something on an invoice',
    })
    .input(z.strictObject({ invoiceId, body }))
    .output(note),
  remove: writes('accounting.customers.manage_contacts')
    .route({
      method: 'DELETE',
      path: `${ofInvoice}/{noteId}`,
      tags,
      summary: 'Remove a note from an invoice',
    })
    .input(z.strictObject({ invoiceId, noteId }))
    .output(removed),
  restore: writes('accounting.customers.manage_contacts')
    .route({
      method: 'POST',
      path: `${ofInvoice}/{noteId}/restore`,
      tags,
      summary: 'Bring a removed note back',
    })
    .input(z.strictObject({ invoiceId, noteId }))
    .output(note),
}

/** The same on a credit memo. */
export const creditMemoNotesContract = {
  list: reads('accounting.invoices.read')
    .route({ method: 'GET', path: ofCreditMemo, tags, summary: 'Notes on a credit memo, newest first' })
    .input(z.strictObject({ creditMemoId, ...pageInput }))
    .output(pageOf(note)),
  create: writes('accounting.invoices.write')
    .route({
      method: 'POST',
      path: ofCreditMemo,
      successStatus: 201,
      tags,
      summary: 'Note something on a credit memo',
    })
    .input(z.strictObject({ creditMemoId, body }))
    .output(note),
  remove: writes('accounting.customers.manage_contacts')
    .route({
      method: 'DELETE',
      path: `${ofCreditMemo}/{noteId}`,
      tags,
      summary: 'Remove a note from a credit memo',
    })
    .input(z.strictObject({ creditMemoId, noteId }))
    .output(removed),
  restore: writes('accounting.customers.manage_contacts')
    .route({
      method: 'POST',
      path: `${ofCreditMemo}/{noteId}/restore`,
      tags,
      summary: 'Bring a removed note of a credit memo back',
    })
    .input(z.strictObject({ creditMemoId, noteId }))
    .output(note),
}
