import { randomUUID } from 'node:crypto'
import { type Client, textOf } from './client.ts'
import { newMemo } from './credit-samples.ts'
import { expectOk } from './stage.ts'
import { newDraft, type Prepare } from './write-samples.ts'

/** What the shop notes about its documents. */
export const noteSamples: Readonly<Record<string, Prepare>> = {
  'invoiceNotes.create': async (client) => {
    const input = { invoiceId: await newDraft(client), body: 'Called, will pay on Friday' }
    return { input, other: { ...input, body: 'Another' }, refused: { ...input, body: ' ' } }
  },
  'invoiceNotes.remove': async (client) => {
    const input = await newInvoiceNote(client)
    return { input, other: await newInvoiceNote(client), refused: { ...input, noteId: randomUUID() } }
  },
  'invoiceNotes.restore': async (client) => {
    const input = await removedInvoiceNote(client)
    return { input, other: await removedInvoiceNote(client), refused: { ...input, noteId: randomUUID() } }
  },
  'creditMemoNotes.create': async (client) => {
    const { creditMemoId } = await newMemo(client)
    const input = { creditMemoId, body: 'Two cartons short' }
    return { input, other: { ...input, body: 'Another' }, refused: { ...input, body: ' ' } }
  },
  'creditMemoNotes.remove': async (client) => {
    const input = await newMemoNote(client)
    return { input, other: await newMemoNote(client), refused: { ...input, noteId: randomUUID() } }
  },
  'creditMemoNotes.restore': async (client) => {
    const input = await removedMemoNote(client)
    return { input, other: await removedMemoNote(client), refused: { ...input, noteId: randomUUID() } }
  },
}

export async function newInvoiceNote(client: Client): Promise<{ invoiceId: string; noteId: string }> {
  const invoiceId = await newDraft(client)
  const noted = await client.post(`/invoices/${invoiceId}/notes`, { body: 'A sample' })
  return { invoiceId, noteId: textOf(expectOk(noted), 'id') }
}

async function removedInvoiceNote(client: Client): Promise<{ invoiceId: string; noteId: string }> {
  const note = await newInvoiceNote(client)
  expectOk(await client.send({ method: 'DELETE', path: `/invoices/${note.invoiceId}/notes/${note.noteId}` }))
  return note
}

async function newMemoNote(client: Client): Promise<{ creditMemoId: string; noteId: string }> {
  const { creditMemoId } = await newMemo(client)
  const noted = await client.post(`/credit-memos/${creditMemoId}/notes`, { body: 'A sample' })
  return { creditMemoId, noteId: textOf(expectOk(noted), 'id') }
}

async function removedMemoNote(client: Client): Promise<{ creditMemoId: string; noteId: string }> {
  const note = await newMemoNote(client)
  const path = `/credit-memos/${note.creditMemoId}/notes/${note.noteId}`
  expectOk(await client.send({ method: 'DELETE', path }))
  return note
}
