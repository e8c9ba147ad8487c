import { randomUUID } from 'node:crypto'
import { type Client, isObject, textOf } from './client.ts'
import { expectOk } from './stage.ts'
import {
  newCustomer,
  newDraft,
  newPayment,
  newSentInvoice,
  type Prepare,
  sampleLines,
} from './write-samples.ts'

/** Money that comes, goes to invoices, and goes back. */
export const moneySamples: Readonly<Record<string, Prepare>> = {
  'invoices.markPaid': async (client) => {
    const input = { invoiceId: await newSentInvoice(client), method: 'check' }
    return { input, other: { ...input, method: 'cash' }, refused: { ...input, invoiceId: randomUUID() } }
  },
  'invoices.sendMany': async (client) => {
    const input = { invoiceIds: [await newDraft(client), await newDraft(client)] }
    return { input, other: { invoiceIds: [await newDraft(client)] }, refused: { invoiceIds: [] } }
  },
  'invoices.markManyPaid': async (client) => {
    const input = { invoiceIds: [await newSentInvoice(client)], method: 'check' }
    return { input, other: { ...input, method: 'cash' }, refused: { ...input, invoiceIds: [] } }
  },
  'reminders.send': async (client) => {
    const input = { invoiceId: await newSentInvoice(client), recipients: ['ann@blue.test'] }
    const other = { ...input, recipients: ['bob@blue.test'] }
    return { input, other, refused: { ...input, invoiceId: randomUUID() } }
  },
  'reminders.sendMany': async (client) => {
    const input = { invoiceIds: [await newMailedInvoice(client)] }
    return { input, other: { invoiceIds: [await newMailedInvoice(client)] }, refused: { invoiceIds: [] } }
  },
  'payments.record': async (client) => {
    const input = { invoiceId: await newSentInvoice(client), amount: '60.00', method: 'check' }
    return { input, other: { ...input, amount: '61.00' }, refused: { ...input, amount: '999999.00' } }
  },
  'payments.receive': async (client) => {
    const { customerId, invoiceId } = await newDebt(client)
    const input = {
      customerId,
      amount: '60.00',
      method: 'check',
      allocations: [{ invoiceId, amount: '40.00' }],
    }
    return { input, other: { ...input, amount: '61.00' }, refused: { ...input, amount: '39.00' } }
  },
  'payments.allocate': async (client) => {
    const input = await newCredit(client)
    const allocations = [{ invoiceId: input.invoiceId, amount: '7.00' }]
    const { paymentId } = input
    return {
      input: { paymentId, allocations },
      other: { paymentId },
      refused: { paymentId: randomUUID(), allocations },
    }
  },
  'payments.releaseAllocation': async (client) => {
    const input = await newAllocation(client)
    return { input, other: await newAllocation(client), refused: { ...input, allocationId: randomUUID() } }
  },
  'payments.reverse': async (client) => {
    const { paymentId } = await newPayment(client)
    const input = { paymentId, reason: 'The check bounced' }
    return { input, other: { ...input, reason: 'Another' }, refused: { ...input, paymentId: randomUUID() } }
  },
  'payments.refund': async (client) => {
    const { paymentId } = await newCredit(client)
    const input = { paymentId, amount: '6.00', method: 'check' }
    return { input, other: { ...input, amount: '5.00' }, refused: { ...input, amount: '999.00' } }
  },
  'credit.apply': async (client) => {
    const { customerId, invoiceId } = await newCredit(client)
    const input = { customerId, allocations: [{ invoiceId, amount: '7.00' }] }
    return { input, other: { customerId }, refused: { ...input, customerId: randomUUID() } }
  },
  'credit.refund': async (client) => {
    const { customerId } = await newCredit(client)
    const input = { customerId, amount: '6.00', method: 'check' }
    return { input, other: { ...input, amount: '5.00' }, refused: { ...input, amount: '999.00' } }
  },
}

/** A customer who owes 125.00. */
async function newDebt(client: Client): Promise<{ customerId: string; invoiceId: string }> {
  const invoiceId = await newSentInvoice(client)
  return { customerId: textOf(expectOk(await client.get(`/invoices/${invoiceId}`)), 'customerId'), invoiceId }
}

/** A customer who owes 125.00 and paid 20.00 on account. */
async function newCredit(
  client: Client,
): Promise<{ customerId: string; invoiceId: string; paymentId: string }> {
  const debt = await newDebt(client)
  const paid = await client.post('/payments', {
    customerId: debt.customerId,
    amount: '20.00',
    method: 'cash',
  })
  return { ...debt, paymentId: textOf(expectOk(paid), 'id') }
}

/** A sent invoice of a customer who can be written to. */
async function newMailedInvoice(client: Client): Promise<string> {
  const customerId = await newCustomer(client, { email: 'ann@blue.test' })
  const drafted = await client.post('/invoices', { customerId, lineItems: sampleLines })
  const invoiceId = textOf(expectOk(drafted), 'id')
  expectOk(await client.post(`/invoices/${invoiceId}/send`))
  return invoiceId
}

async function newAllocation(client: Client): Promise<{ paymentId: string; allocationId: string }> {
  const { paymentId } = await newPayment(client)
  const { allocations } = expectOk(await client.get(`/payments/${paymentId}`)).body
  const [first]: unknown[] = Array.isArray(allocations) ? allocations : []
  if (typeof first !== 'object' || first === null || !('id' in first)) throw new Error('No allocation')
  return { paymentId, allocationId: String(first.id) }
}

/** A payment with an allocation, and a refund, for the routes that name them. */
export async function moneyWithEverything(client: Client): Promise<Readonly<Record<string, string>>> {
  const { customerId } = await newCredit(client)
  const refunded = await client.post(`/customers/${customerId}/credit/refunds`, { amount: '1.00' })
  const { paymentId, allocationId } = await newAllocation(client)
  const { invoiceId } = await newPayment(client)
  const reminded = await client.post(`/invoices/${invoiceId}/reminders`, { recipients: ['ann@blue.test'] })
  const { message } = expectOk(reminded).body
  const messageId = textOf({ ...reminded, body: isObject(message) ? message : {} }, 'id')
  return {
    messageId,
    paymentId,
    allocationId,
    invoiceId,
    refundId: textOf(expectOk(refunded), 'id'),
  }
}
