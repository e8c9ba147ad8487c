import type { BackfillName } from '../contract/backfills.ts'
import { type Client, isObject, textOf } from './client.ts'
import { inParallel } from './proof.ts'
import type { Random } from './random.ts'
import { expectOk, type Stage, type StageCompany } from './stage.ts'

/** A company's customers with an invoice or two each, whose snapshots are then damaged. */
export interface DamagedCompany {
  customerIds: string[]
  /** Entries that are missing or stale, entries that no invoice stands behind, and entries that a hand holds. */
  expected: Record<'customer-invoices' | 'customer-totals', Damage>
}

export interface Damage {
  written: number
  removed: number
  kept: number
}

interface Made {
  customerId: string
  invoiceIds: string[]
}

/** Makes the company through the API, edits some entries by hand, and damages others as nothing but a fault could. */
export async function damagedCompany(
  stage: Stage,
  company: StageCompany,
  customers: number,
  random: Random,
): Promise<DamagedCompany> {
  const made: Made[] = []
  const plans = Array.from({ length: customers }, () => ({
    invoices: random.integer(1, 2),
    name: nameBy(random),
  }))
  await inParallel(plans, 16, async (plan) => void made.push(await make(company.clients.accountant, plan)))
  const held = made.filter((_, index) => index % 10 === 0)
  await inParallel(held, 8, (one) => editByHand(company.clients.accountant, one))
  const rest = made.filter((one) => !held.includes(one))
  const invoiceIds = rest.flatMap((one) => one.invoiceIds)
  const missing = invoiceIds.filter(() => random.chance(0.4))
  const stale = invoiceIds.filter((id) => !missing.includes(id) && random.chance(0.5))
  const ghosts = rest.filter(() => random.chance(0.2)).map(({ customerId }) => customerId)
  const unsummed = made.filter(() => random.chance(0.3)).map(({ customerId }) => customerId)
  await damage(stage, company.id, { missing, stale, ghosts, unsummed })
  return {
    customerIds: made.map(({ customerId }) => customerId),
    expected: {
      'customer-invoices': {
        written: missing.length + stale.length,
        removed: ghosts.length,
        kept: held.length,
      },
      'customer-totals': { written: unsummed.length, removed: 0, kept: 0 },
    },
  }
}

/** Names that stand anywhere in the alphabet. */
export function nameBy(random: Random): string {
  return `${String.fromCharCode(random.integer(65, 90))}${random.integer(1_000, 9_999)} Shirts`
}

async function make(client: Client, plan: { invoices: number; name: string }): Promise<Made> {
  const customerId = textOf(expectOk(await client.post('/customers', { name: plan.name })), 'id')
  const invoiceIds: string[] = []
  for (let index = 0; index < plan.invoices; index += 1) {
    const lineItems = [{ description: 'Shirts', quantity: '10', unitPrice: '12.50' }]
    const id = textOf(expectOk(await client.post('/invoices', { customerId, lineItems })), 'id')
    expectOk(await client.post(`/invoices/${id}/send`, {}))
    invoiceIds.push(id)
  }
  return { customerId, invoiceIds }
}

async function editByHand(client: Client, { customerId, invoiceIds: [invoiceId] }: Made): Promise<void> {
  const path = `/customers/${customerId}/activity`
  const { invoices } = expectOk(await client.get(path)).body
  const entries = Array.isArray(invoices) ? invoices.filter(isObject) : []
  const version = entries.find((entry) => entry.invoiceId === invoiceId)?.version
  const body = { version, total: '1.00' }
  expectOk(await client.send({ method: 'PATCH', path: `${path}/invoices/${invoiceId}`, body }))
}

/** As the superuser with triggers off: what no operation does. */
async function damage(
  stage: Stage,
  companyId: string,
  chosen: Record<'missing' | 'stale' | 'ghosts' | 'unsummed', string[]>,
): Promise<void> {
  const client = await stage.admin.connect()
  const entries = 'invoicing.customer_invoice_summaries'
  const change = (text: string, ids: string[]) => client.query(text, [companyId, ids])
  try {
    await client.query('begin; set local session_replication_role = replica')
    await change(`delete from ${entries} where company_id = $1 and invoice_id = any ($2)`, chosen.missing)
    await change(
      `update ${entries} set total = total + 1 where company_id = $1 and invoice_id = any ($2)`,
      chosen.stale,
    )
    await change(
      `insert into ${entries} (company_id, invoice_id, customer_id, invoice_number, status, currency, total, created_at, read_only)
       select $1, gen_random_uuid(), id, 'INV-GHOST', 'sent', 'USD', 5, now(), false from unnest($2::uuid[]) id`,
      chosen.ghosts,
    )
    await change(
      `update invoicing.customer_totals set open_invoices = open_invoices + 1 where company_id = $1 and customer_id = any ($2)`,
      chosen.unsummed,
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}

/** The backfills whose sources were not damaged: a run of theirs writes nothing either. */
export const undamaged: readonly BackfillName[] = ['customer-quotes', 'customer-orders', 'credit-mirror']
