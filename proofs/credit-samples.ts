import { randomUUID } from 'node:crypto'
import { type Client, isObject, textOf } from './client.ts'
import { expectOk } from './stage.ts'
import { newSentInvoice, type Prepare } from './write-samples.ts'

/** What is taken off an invoice without money: credit memos and write-offs. */
export const creditSamples: Readonly<Record<string, Prepare>> = {
  'creditMemos.create': async (client) => {
    const { invoiceId, lineItemId } = await newCreditable(client)
    const input = {
      invoiceId,
      reason: 'misprints',
      lineItems: [{ lineItemId, amount: '25.00' }],
      shipping: '0.00',
      notes: 'Two shirts',
      excess: 'refund',
      refund: { method: 'cash', reference: 'Till' },
    }
    const refused = { ...input, lineItems: [{ lineItemId, amount: '999.00' }] }
    return { input, other: { ...input, reason: 'defects' }, refused }
  },
  'creditMemos.void': async (client) => {
    const input = { creditMemoId: (await newMemo(client)).creditMemoId, reason: 'A sample' }
    return {
      input,
      other: { ...input, reason: 'Another' },
      refused: { ...input, creditMemoId: randomUUID() },
    }
  },
  'creditMemos.allocate': async (client) => {
    const { creditMemoId, openInvoiceId } = await newMemoWithCredit(client)
    const input = { creditMemoId, allocations: [{ invoiceId: openInvoiceId, amount: '7.00' }] }
    return { input, other: { creditMemoId }, refused: { ...input, creditMemoId: randomUUID() } }
  },
  'creditMemos.releaseAllocation': async (client) => {
    const input = await newMemoAllocation(client)
    const refused = { ...input, allocationId: randomUUID() }
    return { input, other: await newMemoAllocation(client), refused }
  },
  'writeOffs.create': async (client) => {
    const input = { invoiceId: await newSentInvoice(client), reason: 'A sample' }
    return { input, other: { ...input, reason: 'Another' }, refused: { ...input, invoiceId: randomUUID() } }
  },
}

/** A sent invoice of 125.00 and its one line. */
async function newCreditable(client: Client): Promise<{ invoiceId: string; lineItemId: string }> {
  const invoiceId = await newSentInvoice(client)
  const { lineItems } = expectOk(await client.get(`/invoices/${invoiceId}`)).body
  return { invoiceId, lineItemId: firstId(lineItems) }
}

function firstId(list: unknown): string {
  const [first]: unknown[] = Array.isArray(list) ? list : []
  if (!isObject(first)) throw new Error('Nothing to name')
  return String(first.id)
}

async function credit(client: Client, invoiceId: string, lineItemId: string): Promise<string> {
  const body = { reason: 'returns', lineItems: [{ lineItemId, amount: '20.00' }] }
  return textOf(expectOk(await client.post(`/invoices/${invoiceId}/credit-memos`, body)), 'id')
}

/** A memo of 20.00 that lowered what its invoice owes. */
export async function newMemo(client: Client): Promise<{ creditMemoId: string; lineItemId: string }> {
  const { invoiceId, lineItemId } = await newCreditable(client)
  return { creditMemoId: await credit(client, invoiceId, lineItemId), lineItemId }
}

/** A memo of 20.00 on a paid invoice, all of it credit, and another invoice of the same customer to put it to. */
async function newMemoWithCredit(client: Client): Promise<{ creditMemoId: string; openInvoiceId: string }> {
  const { invoiceId, lineItemId } = await newCreditable(client)
  const customerId = textOf(expectOk(await client.get(`/invoices/${invoiceId}`)), 'customerId')
  expectOk(await client.post(`/invoices/${invoiceId}/payments`, { amount: '125.00', method: 'cash' }))
  const lineItems = [{ description: 'Caps', quantity: '1', unitPrice: '50.00' }]
  const openInvoiceId = textOf(expectOk(await client.post('/invoices', { customerId, lineItems })), 'id')
  expectOk(await client.post(`/invoices/${openInvoiceId}/send`))
  return { creditMemoId: await credit(client, invoiceId, lineItemId), openInvoiceId }
}

async function newMemoAllocation(client: Client): Promise<{ creditMemoId: string; allocationId: string }> {
  const { creditMemoId } = await newMemoWithCredit(client)
  const { allocations } = expectOk(await client.post(`/credit-memos/${creditMemoId}/allocations`)).body
  return { creditMemoId, allocationId: firstId(allocations) }
}

/** A memo with its line, for the routes that name them, and a write-off, for its table. */
export async function creditWithEverything(client: Client): Promise<Readonly<Record<string, string>>> {
  const invoiceId = await newSentInvoice(client)
  expectOk(await client.post(`/invoices/${invoiceId}/write-off`, { reason: 'A sample' }))
  return newMemo(client)
}
