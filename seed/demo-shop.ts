import { createRouterClient, type RouterClient } from '@orpc/server'
import { inNoCompany } from '../database/transaction.ts'
import { addDays } from '../invoicing/calendar/calendar.ts'
import { foundCompany } from '../invoicing/company/found-company.ts'
import { companiesOfPerson } from '../invoicing/members/companies-of-person.ts'
import { invitePerson } from '../invoicing/members/invite-person.ts'
import { addCents, centsOf, moneyText, percentHalfUp } from '../invoicing/money/money.ts'
import { router } from '../invoicing/router.ts'
import { systemCaller } from '../server/caller.ts'
import type { Platen } from '../server/platen.ts'
import { type DemoCustomer, demoCustomers } from './demo-customers.ts'
import { giveLifecycle } from './demo-lifecycle.ts'
import { type DemoCredit, type DemoInvoice, demoInvoices } from './demo-plan.ts'
import { makeQuotes } from './demo-quotes.ts'
import { seeded } from './random.ts'

export const demoSignIn = { email: 'demo@platen.test', password: 'platen-demo' }

/** How much a demo shop has. `companies` counts shops of this size; a small second business always comes along. */
export interface DemoSize {
  invoices: number
  customers: number
  companies: number
}
export const demoSize: DemoSize = { invoices: 60, customers: 14, companies: 1 }

interface DemoCompany {
  name: string
  trade: 'print' | 'embroidery'
  timeZone: string
  taxRate: string
  letterhead: string
  invoices: number
  customers: number
}

/** The companies of the demo, the first of them "Halftone Press". */
export function demoCompanies({ invoices, customers, companies }: DemoSize): DemoCompany[] {
  const shop = {
    trade: 'print' as const,
    timeZone: 'America/New_York',
    taxRate: '8.25',
    letterhead: '64 Screen Street\nIthaca, NY 14850\n(607) 555-0100 · hello@halftone-press.example',
    invoices,
    customers,
  }
  return [
    { ...shop, name: 'Halftone Press' },
    {
      name: 'Northlight Embroidery',
      trade: 'embroidery',
      timeZone: 'America/Chicago',
      taxRate: '6.5',
      letterhead: '5 Harbor Row\nEvanston, IL 60201',
      invoices: Math.min(12, invoices),
      customers: Math.min(5, customers),
    },
    ...Array.from({ length: companies - 1 }, (_, index) => ({
      ...shop,
      name: `Halftone Press ${index + 2}`,
    })),
  ]
}

type Client = RouterClient<typeof router>
type Progress = (line: string) => void

/**
 * Makes the demo through the operations, as its people would, and gives the companies' slugs; null when it is there
 * already. The same size always makes the same shop, dated back from today.
 */
export async function makeDemo(
  platen: Platen,
  size: DemoSize = demoSize,
  onProgress: Progress = () => undefined,
): Promise<string[] | null> {
  if ((await companiesOfPerson(platen, demoSignIn.email)).length > 0) return null
  const slugs: string[] = []
  for (const [index, company] of demoCompanies(size).entries())
    slugs.push(await makeCompany(platen, company, index + 1, onProgress))
  return slugs
}

async function makeCompany(
  platen: Platen,
  company: DemoCompany,
  seed: number,
  onProgress: Progress,
): Promise<string> {
  const { id, slug } = await foundForDemoUser(platen, company)
  const caller = await systemCaller(platen, 'Demo', id)
  const client: Client = createRouterClient(router, { context: { platen, caller, door: 'cli' } })
  const { taxRate, letterhead } = company
  const { today } = await client.company.update({ version: 1, taxRate, letterhead })
  const random = seeded(seed)
  const customers = demoCustomers(random, company.customers, company.trade)
  const invoices = demoInvoices(random, customers, { count: company.invoices, trade: company.trade })
  const ids = await makeCustomers(client, customers)
  for (const [index, invoice] of invoices.entries()) {
    await makeInvoice(client, ids[invoice.customer] ?? '', invoice, today)
    if (index % 10 === 9) onProgress(`${company.name}: ${index + 1} of ${invoices.length} invoices`)
  }
  const shop = { platen, caller, today, trade: company.trade, customers, ids }
  await makeQuotes(shop, Math.min(12, Math.ceil(company.invoices / 4)))
  const made = customers.map((customer, index) => ({ ...customer, id: ids[index] ?? '' }))
  await giveLifecycle(client, made, { today, now: platen.clock.now() })
  return slug
}

/** The demo user is invited to their first company and chooses the password that everybody knows. */
async function foundForDemoUser(
  platen: Platen,
  { name, timeZone }: DemoCompany,
): Promise<{ id: string; slug: string }> {
  const { company, invitationUrl } = await inNoCompany(platen.pool, async ({ db }) => {
    const person = await invitePerson(platen, db, { email: demoSignIn.email, name: 'Dana Demo' })
    const founded = await foundCompany(db, {
      name,
      currency: 'USD',
      country: 'US',
      timeZone,
      ownerUserId: person.userId,
      byUserId: person.userId,
      door: 'cli',
    })
    return { company: founded, invitationUrl: person.invitationUrl }
  })
  const token = invitationUrl?.split('/').at(-1)
  if (token) {
    const anybody: Client = createRouterClient(router, { context: { platen, caller: null, door: 'cli' } })
    await anybody.session.acceptInvitation({ token, password: demoSignIn.password })
  }
  return company
}

async function makeCustomers(client: Client, customers: readonly DemoCustomer[]): Promise<string[]> {
  const ids: string[] = []
  for (const { kind: _kind, ...customer } of customers) ids.push((await client.customers.create(customer)).id)
  return ids
}

async function makeInvoice(
  client: Client,
  customerId: string,
  {
    customer: _customer,
    issuedDaysAgo,
    payments,
    credit,
    writeOffReason,
    voidReason,
    ...content
  }: DemoInvoice,
  today: string,
): Promise<void> {
  const { id: invoiceId } = await client.invoices.create({ customerId, ...content })
  if (issuedDaysAgo === null) return
  const issueDate = addDays(today, -issuedDaysAgo)
  const { total, currency } = await client.invoices.send({ invoiceId, issueDate })
  for (const { daysAfterIssue, percent, extra, ...way } of payments) {
    const share = percent === 100 ? centsOf(total) : percentHalfUp(centsOf(total), String(percent), currency)
    const date = addDays(issueDate, Math.min(daysAfterIssue, issuedDaysAgo))
    await client.payments.record({
      invoiceId,
      amount: moneyText(addCents(share, centsOf(extra ?? '0')), currency),
      date,
      keepExcessAsCredit: extra !== undefined,
      ...way,
    })
  }
  if (credit) await creditPart(client, invoiceId, credit)
  if (writeOffReason !== undefined) await client.writeOffs.create({ invoiceId, reason: writeOffReason })
  if (voidReason !== undefined) await client.invoices.void({ invoiceId, reason: voidReason })
}

/** Credits the same share of every line. */
async function creditPart(
  client: Client,
  invoiceId: string,
  { reason, percent, notes }: DemoCredit,
): Promise<void> {
  const invoice = await client.invoices.show({ invoiceId })
  const { currency } = invoice
  await client.creditMemos.create({
    invoiceId,
    reason,
    notes,
    lineItems: invoice.lineItems
      .map(({ id, creditableAmount }) => ({
        lineItemId: id,
        amount: moneyText(percentHalfUp(centsOf(creditableAmount), String(percent), currency), currency),
      }))
      .filter(({ amount }) => centsOf(amount) > 0),
    shipping: percent === 100 ? invoice.shippingCreditableAmount : '0',
  })
}
