import { randomUUID } from 'node:crypto'
import { type Client, textOf } from './client.ts'
import { expectOk, unused } from './stage.ts'
import { newCustomer, type Prepare, sampleLines } from './write-samples.ts'

/** Who a customer is, where they are, what was agreed and said: the writes below a customer. */
export const customerSamples: Readonly<Record<string, Prepare>> = {
  'customers.setStatus': async (client) => {
    const input = { customerId: await newCustomer(client), status: 'inactive', reason: 'A sample' }
    return { input, other: { ...input, reason: 'Another' }, refused: { ...input, customerId: randomUUID() } }
  },
  'customers.remove': async (client) => ({
    input: { customerId: await newCustomer(client) },
    other: { customerId: await newCustomer(client) },
    refused: { customerId: randomUUID() },
  }),
  'import.customers': async () => {
    const file = (name: string) => ({ csv: `name,email\n${name},${unused('file')}@proofs.test\n` })
    return { input: file('A customer of a file'), other: file('Another'), refused: { csv: 'nme\nX' } }
  },
  'import.customer': async () => {
    const email = `${unused('import')}@proofs.test`
    const input = {
      ...{ customerNumber: unused('OLD').slice(0, 30), name: 'A customer of another system', email },
      contacts: [contact()],
      addresses: [address],
    }
    return { input, other: { ...input, tier: 'wholesale' }, refused: { ...input, defaultCurrency: 'KWD' } }
  },
  'contacts.create': async (client) => {
    const input = { customerId: await newCustomer(client), ...contact() }
    return { input, other: { ...input, role: 'owner' }, refused: { ...input, customerId: randomUUID() } }
  },
  'contacts.update': async (client) => {
    const input = { ...(await newContact(client)), version: 1, firstName: 'Nina' }
    return { input, other: { ...input, firstName: 'Nora' }, refused: { ...input, version: 99 } }
  },
  'contacts.remove': async (client) => {
    const input = await newContact(client)
    return { input, other: await newContact(client), refused: { ...input, contactId: randomUUID() } }
  },
  'addresses.create': async (client) => {
    const input = { customerId: await newCustomer(client), ...address }
    return { input, other: { ...input, label: 'Another' }, refused: { ...input, customerId: randomUUID() } }
  },
  'addresses.update': async (client) => {
    const input = { ...(await newAddress(client)), version: 1, label: 'New label' }
    return { input, other: { ...input, label: 'Newer label' }, refused: { ...input, version: 99 } }
  },
  'addresses.remove': async (client) => {
    const input = await newAddress(client)
    return { input, other: await newAddress(client), refused: { ...input, addressId: randomUUID() } }
  },
  'groups.create': async () => ({
    input: { name: unused('Group') },
    other: { name: unused('Group') },
    refused: { name: '' },
  }),
  'groups.update': async (client) => {
    const input = { groupId: await newGroup(client), version: 1, description: 'A sample' }
    return { input, other: { ...input, description: 'Another' }, refused: { ...input, version: 99 } }
  },
  'groups.remove': async (client) => ({
    input: { groupId: await newGroup(client) },
    other: { groupId: await newGroup(client) },
    refused: { groupId: randomUUID() },
  }),
  'groups.addMember': async (client) => {
    const input = { groupId: await newGroup(client), customerId: await newCustomer(client) }
    const other = { ...input, customerId: await newCustomer(client) }
    return { input, other, refused: { ...input, groupId: randomUUID() } }
  },
  'groups.removeMember': async (client) => {
    const input = await newGroupMember(client)
    return { input, other: await newGroupMember(client), refused: { ...input, groupId: randomUUID() } }
  },
  'communications.create': async (client) => {
    const input = { customerId: await newCustomer(client), ...note }
    return { input, other: { ...input, body: 'Another' }, refused: { ...input, customerId: randomUUID() } }
  },
  'communications.remove': async (client) => {
    const input = await newNote(client)
    return { input, other: await newNote(client), refused: { ...input, communicationId: randomUUID() } }
  },
  'creditLimits.create': async (client) => {
    const input = { customerId: await newCustomer(client), limitAmount: '1000.00' }
    const expired = { effectiveAt: '2026-02-02T00:00:00Z', expiresAt: '2026-02-01T00:00:00Z' }
    return { input, other: { ...input, limitAmount: '900.00' }, refused: { ...input, ...expired } }
  },
  'creditLimits.setStatus': async (client) => {
    const limit = await newCreditLimit(client)
    const input = { ...limit, status: 'approved', approvalReference: 'Sample 1' }
    const other = { ...input, approvalReference: 'Sample 2' }
    return { input, other, refused: { ...input, creditLimitId: randomUUID() } }
  },
  'statements.create': async (client) => {
    const input = { customerId: await newCustomer(client), ...january }
    const other = { ...input, periodEnd: '2026-01-30' }
    return { input, other, refused: { ...input, periodEnd: '2099-01-31' } }
  },
  'statements.run': async (client) => {
    const input = { ...january, customers: [await newCustomer(client)] }
    const other = { ...input, customers: [await newCustomer(client)] }
    return { input, other, refused: { ...input, periodEnd: '2099-01-31' } }
  },
  'activity.updateInvoice': async (client) => {
    const { customerId, invoiceId } = await newEntry(client)
    const input = { customerId, invoiceId, version: 1, total: '9.00' }
    return { input, other: { ...input, total: '8.00' }, refused: { ...input, version: 99 } }
  },
  'agingSnapshots.create': async (client) => ({
    input: { customerId: await newCustomer(client) },
    other: { customerId: await newCustomer(client) },
    refused: { customerId: randomUUID() },
  }),
}

const january = { periodStart: '2026-01-01', periodEnd: '2026-01-31' }
const pendingLimit = { limitAmount: '1000.00', status: 'pending' }
const note = { channel: 'note', direction: 'internal', body: 'A sample' }
const address = {
  label: 'Shop',
  type: 'billing',
  line1: '1 Main Street',
  city: 'Ithaca',
  state: 'NY',
  postalCode: '14850',
  country: 'US',
}
const contact = () => ({
  firstName: 'Cora',
  lastName: 'Contact',
  email: `${unused('contact')}@proofs.test`,
  role: 'billing',
})

/** Makes something below a customer and gives its id. */
async function below(client: Client, customerId: string, place: string, body: unknown): Promise<string> {
  return textOf(expectOk(await client.post(`/customers/${customerId}/${place}`, body)), 'id')
}

async function newContact(client: Client, customer?: string) {
  const customerId = customer ?? (await newCustomer(client))
  return { customerId, contactId: await below(client, customerId, 'contacts', contact()) }
}

async function newAddress(client: Client, customer?: string) {
  const customerId = customer ?? (await newCustomer(client))
  return { customerId, addressId: await below(client, customerId, 'addresses', address) }
}

async function newNote(client: Client, customer?: string) {
  const customerId = customer ?? (await newCustomer(client))
  return { customerId, communicationId: await below(client, customerId, 'communications', note) }
}

async function newCreditLimit(client: Client, customer?: string) {
  const customerId = customer ?? (await newCustomer(client))
  return { customerId, creditLimitId: await below(client, customerId, 'credit-limits', pendingLimit) }
}

/** A draft, and with it its entry in the activity. */
async function newEntry(client: Client) {
  const customerId = await newCustomer(client)
  const draft = await client.post('/invoices', { customerId, lineItems: sampleLines })
  return { customerId, invoiceId: textOf(expectOk(draft), 'id') }
}

async function newGroup(client: Client): Promise<string> {
  return textOf(expectOk(await client.post('/customer-groups', { name: unused('Group') })), 'id')
}

async function newGroupMember(client: Client, customerId?: string) {
  const groupId = await newGroup(client)
  const member = customerId ?? (await newCustomer(client))
  expectOk(
    await client.send({ method: 'PUT', path: `/customer-groups/${groupId}/members/${member}`, body: {} }),
  )
  return { groupId, customerId: member }
}

/** One customer with something of every kind, and the id of each. */
export async function customerWithEverything(client: Client): Promise<Readonly<Record<string, string>>> {
  const customerId = await newCustomer(client)
  expectOk(await client.post(`/customers/${customerId}/aging-snapshots`))
  return {
    ...(await newContact(client, customerId)),
    ...(await newAddress(client, customerId)),
    ...(await newNote(client, customerId)),
    ...(await newCreditLimit(client, customerId)),
    ...(await newGroupMember(client, customerId)),
    statementId: await below(client, customerId, 'statements', january),
  }
}
