import { randomUUID } from 'node:crypto'
import { type Client, numberOf, textOf } from './client.ts'
import { expectOk } from './stage.ts'
import { newCustomer, type Prepare, sampleLines } from './write-samples.ts'

const front = { location: 'Front', technique: 'Screen print', colors: 2 }
const sizedGarments = [
  { description: 'Shirts', quantity: 10, sizes: [{ size: 'M', quantity: 6 }], imprints: [front] },
]

/** Quotes, the jobs that come of them, and what they permit in each state. */
export const quoteSamples: Readonly<Record<string, Prepare>> = {
  'quotes.create': async (client) => {
    const input = { customerId: await newCustomer(client), lineItems: sampleLines, title: 'Field day' }
    return { input, other: { ...input, shipping: '5.00' }, refused: { ...input, customerId: randomUUID() } }
  },
  'quotes.update': async (client) => {
    const input = { quoteId: await newQuote(client), version: 1, shipping: '9.00' }
    return { input, other: { ...input, shipping: '8.00' }, refused: { ...input, version: 99 } }
  },
  'quotes.send': (client) => onEach(client, newQuote),
  'quotes.accept': (client) => onEach(client, newSentQuote),
  'quotes.decline': async (client) => {
    const input = { quoteId: await newSentQuote(client), reason: 'A sample' }
    return { input, other: { ...input, reason: 'Another' }, refused: { ...input, quoteId: randomUUID() } }
  },
  'quotes.revise': (client) => onEach(client, newSentQuote),
  'quotes.deposit': async (client) => {
    const input = { quoteId: await newAcceptedQuote(client), amount: '60.00', method: 'check' }
    return { input, other: { ...input, amount: '61.00' }, refused: { ...input, quoteId: randomUUID() } }
  },
  'quotes.duplicate': (client) => onEach(client, newQuote),
  'jobs.create': async (client) => {
    const input = { customerId: await newCustomer(client), title: 'A job', garments: sizedGarments }
    return { input, other: { ...input, title: 'Another' }, refused: { ...input, customerId: randomUUID() } }
  },
  'jobs.update': async (client) => {
    const input = { jobId: await newJob(client), version: 1, status: 'art', garments: sizedGarments }
    return { input, other: { ...input, status: 'ready' }, refused: { ...input, version: 99 } }
  },
}

async function onEach(client: Client, make: (client: Client) => Promise<string>) {
  const input = { quoteId: await make(client) }
  return { input, other: { quoteId: await make(client) }, refused: { quoteId: randomUUID() } }
}

async function newQuote(client: Client): Promise<string> {
  const customerId = await newCustomer(client)
  return textOf(expectOk(await client.post('/quotes', { customerId, lineItems: sampleLines })), 'id')
}

async function newSentQuote(client: Client): Promise<string> {
  const id = await newQuote(client)
  expectOk(await client.post(`/quotes/${id}/send`))
  return id
}

async function newAcceptedQuote(client: Client): Promise<string> {
  const id = await newSentQuote(client)
  expectOk(await client.post(`/quotes/${id}/accept`))
  return id
}

async function newJob(client: Client): Promise<string> {
  const customerId = await newCustomer(client)
  return textOf(expectOk(await client.post('/jobs', { customerId, title: 'A job' })), 'id')
}

/** A quote with an earlier version, a job and the number of that version: what the routes below a quote take. */
export async function quoteWithEverything(client: Client): Promise<Readonly<Record<string, string>>> {
  const quoteId = await newAcceptedQuote(client)
  const jobId = textOf(expectOk(await client.post('/jobs', { quoteId })), 'id')
  const revised = expectOk(await client.post(`/quotes/${quoteId}/revise`))
  return { quoteId, jobId, revision: String(numberOf(revised, 'revision') - 1) }
}
