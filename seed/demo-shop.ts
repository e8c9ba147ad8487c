import { createRouterClient, type RouterClient } from '@orpc/server'
import { inNoCompany } from '../database/transaction.ts'
import { addDays } from '../invoicing/calendar/calendar.ts'
import { foundCompany } from '../invoicing/company/found-company.ts'
import { router } from '../invoicing/router.ts'
import { insertPerson, personByEmail } from '../invoicing/session/session.sql.ts'
import { systemCaller } from '../server/caller.ts'
import type { Entrance } from '../server/operation.ts'
import { hashPassword } from '../server/password.ts'
import type { Platen } from '../server/platen.ts'
import { demoCustomers, demoInvoices } from './demo-data.ts'

export const demoSignIn = { email: 'demo@platen.test', password: 'platen-demo' }

/** Makes the demo shop "Halftone Press" through the operations, as its people would, and gives its slug. */
export async function makeDemoShop(platen: Platen): Promise<string> {
  const company = await foundDemoCompany(platen)
  const caller = await systemCaller(platen, 'Demo', company.id)
  const entrance: Entrance = { platen, caller, door: 'cli' }
  const client = createRouterClient(router, { context: entrance })
  const { today } = await client.company.update({ version: 1, taxRate: '8.25' })
  const customerIds: string[] = []
  for (const customer of demoCustomers) customerIds.push((await client.customers.create(customer)).id)
  for (const plan of demoInvoices) await makeInvoice(client, customerIds, plan, today)
  return company.slug
}

async function foundDemoCompany(platen: Platen): Promise<{ id: string; slug: string }> {
  const passwordHash = await hashPassword(demoSignIn.password)
  return inNoCompany(platen.pool, async ({ db }) => {
    const known = await personByEmail(db, demoSignIn.email)
    const userId =
      known?.userId ?? (await insertPerson(db, { name: 'Dana Demo', email: demoSignIn.email, passwordHash }))
    return foundCompany(db, {
      name: 'Halftone Press',
      currency: 'USD',
      timeZone: 'America/New_York',
      ownerUserId: userId,
      byUserId: userId,
      door: 'cli',
    })
  })
}

async function makeInvoice(
  client: RouterClient<typeof router>,
  customerIds: readonly string[],
  { customer, issuedDaysAgo, lineItems, paid, more }: (typeof demoInvoices)[number],
  today: string,
): Promise<void> {
  const customerId = customerIds[customer]
  if (!customerId) throw new Error('The demo names a customer it does not have')
  const { id } = await client.invoices.create({ customerId, lineItems: [...lineItems], ...more })
  if (issuedDaysAgo === null) return
  const issueDate = addDays(today, -issuedDaysAgo)
  const { total } = await client.invoices.send({ invoiceId: id, issueDate })
  if (!paid) return
  const { amount, daysAgo, ...how } = paid
  await client.payments.record({
    invoiceId: id,
    amount: amount ?? total,
    date: addDays(today, -daysAgo),
    ...how,
  })
}
