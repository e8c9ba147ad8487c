import { randomUUID } from 'node:crypto'
import { type Client, isObject, numberOf, textOf } from './client.ts'
import { creditSamples, creditWithEverything } from './credit-samples.ts'
import { customerSamples, customerWithEverything } from './customer-samples.ts'
import { moneySamples, moneyWithEverything } from './money-samples.ts'
import { newInvoiceNote, noteSamples } from './note-samples.ts'
import { quoteSamples, quoteWithEverything } from './quote-samples.ts'
import { placed, type Route, routes } from './routes.ts'
import { expectOk, founderSignIn, unused } from './stage.ts'

type Values = Record<string, unknown>

/** A write that is ready to be sent: everything it needs was made for it alone. */
export interface PreparedWrite {
  route: Route
  /** All it takes, path parameters included. */
  input: Values
  /** Another request of the same kind, which would be fine by itself. */
  other: Values
  /** One of the same kind that is refused. */
  refused: Values
}

export type Prepare = (client: Client) => Promise<Omit<PreparedWrite, 'route'>>

/** Every write of the contract. One that is missing here is a fault of the proofs, told by name. */
export const writeRoutes: readonly Route[] = routes.filter(({ meta }) => meta.effect === 'write')

/** Makes what a write needs, as the owner, and gives the write. */
export async function prepareWrite(route: Route, client: Client): Promise<PreparedWrite> {
  const all = {
    ...samples,
    ...moneySamples,
    ...creditSamples,
    ...quoteSamples,
    ...customerSamples,
    ...noteSamples,
  }
  const prepare = all[route.name]
  if (!prepare) throw new Error(`The proofs have no sample of ${route.name}: add one in proofs/*-samples.ts`)
  return { route, ...(await prepare(client)) }
}

export function sendWrite(client: Client, route: Route, input: Values, key?: string, query = '') {
  const { path, rest } = placed(route, input)
  const body = route.method === 'DELETE' ? undefined : rest
  return client.send({ method: route.method, path: `${path}${query}`, body, ...(key ? { key } : {}) })
}

export async function newCustomer(client: Client, more: Values = {}): Promise<string> {
  return textOf(expectOk(await client.post('/customers', { name: 'Sample customer', ...more })), 'id')
}

export const sampleLines = [
  {
    description: 'Shirts',
    quantity: '10',
    unitPrice: '12.50',
    sizes: [
      { size: 'M', quantity: '8', upcharge: '0.00' },
      { size: '2XL', quantity: '2', upcharge: '2.00' },
    ],
    imprints: [{ location: 'Front', technique: 'Screen print', colors: 2, price: '0.00' }],
  },
]

export async function newDraft(client: Client): Promise<string> {
  const customerId = await newCustomer(client)
  return textOf(expectOk(await client.post('/invoices', { customerId, lineItems: sampleLines })), 'id')
}

export async function newSentInvoice(client: Client): Promise<string> {
  const id = await newDraft(client)
  expectOk(await client.post(`/invoices/${id}/send`))
  return id
}

export async function newPayment(client: Client): Promise<{ paymentId: string; invoiceId: string }> {
  const invoiceId = await newSentInvoice(client)
  const paid = await client.post(`/invoices/${invoiceId}/payments`, { amount: '5.00', method: 'cash' })
  return { paymentId: textOf(expectOk(paid), 'id'), invoiceId }
}

export async function newMember(client: Client): Promise<string> {
  const email = `${unused('member')}@proofs.test`
  return textOf(
    expectOk(await client.post('/members', { email, name: 'Mel Member', role: 'sales' })),
    'userId',
  )
}

export async function newApiKey(client: Client): Promise<string> {
  return textOf(expectOk(await client.post('/api-keys', { name: 'Sample key', role: 'viewer' })), 'id')
}

async function newBackfillRun(client: Client): Promise<string> {
  return textOf(expectOk(await client.post('/backfills/customer-invoices/runs')), 'runId')
}

const samples: Readonly<Record<string, Prepare>> = {
  'company.update': async (client) => {
    const version = numberOf(expectOk(await client.get('/company')), 'version')
    return {
      input: { version, taxRate: '8.25' },
      other: { version, taxRate: '7' },
      refused: { version: version + 1_000, taxRate: '8.25' },
    }
  },
  'company.raiseNumber': async (client) => {
    const next = await nextCustomerNumber(client)
    return {
      input: { series: 'customer', next: next + 5 },
      other: { series: 'customer', next: next + 6 },
      refused: { series: 'customer', next: next - 1 },
    }
  },
  'members.add': async () => {
    const input = { email: `${unused('added')}@proofs.test`, name: 'Ann Added', role: 'viewer' }
    return { input, other: { ...input, role: 'sales' }, refused: { ...input, email: founderSignIn.email } }
  },
  'members.update': async (client) => {
    const input = { userId: await newMember(client), role: 'accountant' }
    return { input, other: { ...input, role: 'viewer' }, refused: { ...input, userId: randomUUID() } }
  },
  'members.remove': async (client) => ({
    input: { userId: await newMember(client) },
    other: { userId: await newMember(client) },
    refused: { userId: randomUUID() },
  }),
  'apiKeys.create': async () => ({
    input: { name: 'A key', role: 'viewer' },
    other: { name: 'Another key', role: 'viewer' },
    refused: { name: '', role: 'viewer' },
  }),
  'apiKeys.revoke': async (client) => ({
    input: { apiKeyId: await newApiKey(client) },
    other: { apiKeyId: await newApiKey(client) },
    refused: { apiKeyId: randomUUID() },
  }),
  'customers.create': async () => ({
    input: { name: 'A new customer', phone: '(607) 272-1101' },
    other: { name: 'Another new customer' },
    refused: { name: 'A new customer', defaultCurrency: 'KWD' },
  }),
  'customers.update': async (client) => {
    const input = { customerId: await newCustomer(client), version: 1, name: 'A new name' }
    return { input, other: { ...input, name: 'Another name' }, refused: { ...input, version: 99 } }
  },
  'invoices.create': async (client) => {
    const input = { customerId: await newCustomer(client), lineItems: sampleLines }
    return { input, other: { ...input, shipping: '5.00' }, refused: { ...input, customerId: randomUUID() } }
  },
  'invoices.update': async (client) => {
    const input = { invoiceId: await newDraft(client), version: 1, shipping: '9.00' }
    return { input, other: { ...input, shipping: '8.00' }, refused: { ...input, version: 99 } }
  },
  'invoices.send': async (client) => {
    const input = { invoiceId: await newDraft(client) }
    const early = { issueDate: '2026-02-02', dueDate: '2026-02-01' }
    return { input, other: { ...input, issueDate: '2026-01-02' }, refused: { ...input, ...early } }
  },
  'invoices.void': async (client) => {
    const { invoiceId } = await newPayment(client)
    const input = { invoiceId, reason: 'A sample' }
    return { input, other: { ...input, reason: 'Another' }, refused: { ...input, invoiceId: randomUUID() } }
  },
  'backfills.run': async () => ({
    input: { name: 'customer-invoices' },
    other: { name: 'customer-invoices', batchSize: 7 },
    refused: { name: 'customer-invoices', runId: randomUUID() },
  }),
  'verification.run': async () => ({ input: { anew: true }, other: {}, refused: { anew: 'please' } }),
  'import.receivables': async () => {
    const row = {
      line: 2,
      customer: unused('old-customer'),
      customerName: 'A customer of the old system',
      invoiceNumber: unused('OLD'),
      issueDate: '2026-01-05',
      dueDate: '2026-02-04',
      amount: '88.00',
      paidDate: '2026-01-20',
      paidAmount: '40.00',
    }
    return {
      input: { rows: [row] },
      other: { rows: [{ ...row, amount: '89.00' }] },
      refused: { rows: [{ ...row, amount: '-1' }] },
    }
  },
}

async function nextCustomerNumber(client: Client): Promise<number> {
  const { numberSeries } = expectOk(await client.get('/company')).body
  const counters: unknown[] = Array.isArray(numberSeries) ? numberSeries : []
  const counter = counters.find((one) => isObject(one) && one.series === 'customer')
  if (!isObject(counter)) throw new Error('The company has no series of customers')
  return Number(/\d+$/.exec(String(counter.nextNumber))?.[0])
}

/** A value for each path parameter and id that routes take, made as the caller. An unknown name is told. */
export async function ownIds(client: Client): Promise<Readonly<Record<string, string>>> {
  return {
    ...(await moneyWithEverything(client)),
    ...(await creditWithEverything(client)),
    ...(await customerWithEverything(client)),
    ...(await quoteWithEverything(client)),
    noteId: (await newInvoiceNote(client)).noteId,
    userId: await newMember(client),
    apiKeyId: await newApiKey(client),
    runId: await newBackfillRun(client),
  }
}
