import type { RouterClient } from '@orpc/server'
import { addDays, endOfMonth, startOfMonth } from '../invoicing/calendar/calendar.ts'
import { addCents, centsOf, moneyText } from '../invoicing/money/money.ts'
import type { router } from '../invoicing/router.ts'
import type { DemoCustomer } from './demo-customers.ts'

type Client = RouterClient<typeof router>

/** Those who come first in the shop's list have everything that a customer can have. */
const knownWell = 6

const people = [
  ['Maya', 'Okafor', 'billing'],
  ['Tomasz', 'Łukasik', 'orders'],
  ['Priya', 'Raman', 'billing'],
  ['Jonah', 'Whitfield', 'orders'],
  ['Elena', 'Vasquez', 'billing'],
  ['Sam', 'Abernathy', 'collections'],
] as const

const streets = [
  '12 Mill Street',
  '480 Inlet Road',
  '7 Old Depot Plaza',
  '233 Cayuga Avenue',
  '19 Foundry Lane',
]

/**
 * Gives the customers of a demo shop their people, places and talks, some of them a credit limit, and last month's
 * statements, so that every tab of a customer has something to show. Invoices and payments are there already: a statement
 * closes its days.
 */
export async function giveLifecycle(
  client: Client,
  customers: readonly (DemoCustomer & { id: string })[],
  { today, now }: { today: string; now: Date },
): Promise<void> {
  const chosen = customers.slice(0, knownWell)
  for (const [index, customer] of chosen.entries()) {
    await addPlaces(client, customer, index)
    await addTalks(client, customer, index, now)
  }
  const lastMonth = addDays(startOfMonth(today), -1)
  for (const months of [startOfMonth(addDays(startOfMonth(lastMonth), -1)), startOfMonth(lastMonth)]) {
    await client.statements.run({
      periodStart: months,
      periodEnd: endOfMonth(months),
      customers: chosen.map(({ id }) => id),
    })
  }
  for (const { id: customerId } of chosen) await client.agingSnapshots.create({ customerId })
  await editEntry(client, chosen)
  await limitNearlyUsed(client, customers)
  await limitOverridden(client)
}

/** The first customer with an invoice made in the shop has its entry under the number of the paper receipt. */
async function editEntry(client: Client, customers: readonly { id: string }[]): Promise<void> {
  for (const { id: customerId } of customers) {
    const { invoices } = await client.activity.show({ customerId })
    const entry = invoices.find(({ readOnly }) => !readOnly)
    if (!entry) continue
    const { invoiceId, version } = entry
    await client.activity.updateInvoice({ customerId, invoiceId, version, invoiceNumber: 'Receipt 2047' })
    return
  }
}

async function addPlaces(client: Client, { id: customerId }: { id: string }, index: number): Promise<void> {
  const line1 = streets[index % streets.length] ?? '1 Main Street'
  const place = { city: 'Ithaca', state: 'NY', postalCode: '14850', country: 'US', isDefault: true }
  await client.addresses.create({ customerId, label: 'Office', type: 'billing', line1, ...place })
  if (index % 2 === 0) {
    await client.addresses.create({
      customerId,
      label: 'Loading dock',
      type: 'shipping',
      line1: `${line1}, rear entrance`,
      notes: 'Ring twice. Deliveries before 3 pm.',
      ...place,
    })
  }
}

/** A person to turn to, what was said with them, and what the shop keeps to itself. */
async function addTalks(
  client: Client,
  { id: customerId, email }: { id: string; email: string },
  index: number,
  now: Date,
): Promise<void> {
  const host = email.split('@')[1]
  const [firstName, lastName, role] = people[index % people.length] ?? people[0]
  const contact = await client.contacts.create({
    customerId,
    firstName,
    lastName,
    role,
    email: `${firstName.toLowerCase()}@${host}`,
    phone: `(607) 555-01${String(10 + index)}`,
    isPrimary: true,
  })
  const at = (daysAgo: number) => `${addDays(now.toISOString().slice(0, 10), -daysAgo)}T15:30:00.000Z`
  const said = { customerId, contactId: contact.id }
  await client.communications.create({
    ...said,
    channel: 'email',
    direction: 'outbound',
    subject: 'Proof for the spring order',
    body: 'The proof is attached. Please look at the colours on the back and tell us by Friday.',
    attachments: [{ name: 'proof.pdf', contentType: 'application/pdf', sizeBytes: 184_320 }],
    occurredAt: at(21 + index),
  })
  await client.communications.create({
    ...said,
    channel: 'phone',
    direction: 'inbound',
    subject: 'Approved, with one change',
    body: `${firstName} approved the proof; the date on the sleeve goes.`,
    occurredAt: at(19 + index),
  })
  await client.communications.create({
    customerId,
    channel: 'note',
    direction: 'internal',
    body: 'Prefers pickup on Thursdays.',
    occurredAt: at(4 + index),
  })
}

/** The customer who owes most may owe a little more. */
async function limitNearlyUsed(client: Client, customers: readonly { id: string }[]): Promise<void> {
  const standing = await Promise.all(
    customers.slice(0, knownWell).map(({ id }) => client.customers.show({ customerId: id })),
  )
  const [most] = standing.sort((one, other) => centsOf(other.balance) - centsOf(one.balance))
  if (!most || centsOf(most.balance) <= 0) return
  const step = 250_00
  const limit = Math.ceil((centsOf(most.balance) * 1.03) / step) * step
  await client.creditLimits.create({
    customerId: most.id,
    limitAmount: moneyText(limit, most.defaultCurrency),
    reason: 'Grown with the festival season.',
    approvalReference: 'Call with Dana',
  })
}

/** A draft above its customer's limit, which somebody who may has let through, with the reason. */
async function limitOverridden(client: Client): Promise<void> {
  const { data } = await client.invoices.list({ view: 'draft', sort: 'total', direction: 'desc', limit: 1 })
  const [draft] = data
  if (!draft) return
  const { balance } = await client.customers.show({ customerId: draft.customerId })
  const exposure = addCents(Math.max(0, centsOf(balance)), centsOf(draft.total))
  await client.creditLimits.create({
    customerId: draft.customerId,
    limitAmount: moneyText(Math.floor((exposure * 0.8) / 50_00) * 50_00, draft.currency),
    reason: 'New account.',
  })
  await client.invoices.update({
    invoiceId: draft.id,
    version: (await client.invoices.show({ invoiceId: draft.id })).version,
    customerNotes: 'Half is due at pickup.',
    override: { reason: 'Half is paid at pickup; approved by Dana.' },
  })
}
