import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import type { InvoiceTotals, TotalsInput } from '../invoicing/invoices/totals.ts'
import { anyTotalsInput } from '../tests/support/any-invoice.ts'
import { floatTotals, modelTotals, type TotalsOutcome } from '../tests/support/totals-model.ts'
import { addressOf, bundle } from './bundle.ts'
import { type Answer, type Client, codeOf, isObject, textOf } from './client.ts'
import { centsIn } from './money-text.ts'
import { type Figures, holds, inParallel, Miss, type Proof, type Trial } from './proof.ts'
import { routeNamed } from './routes.ts'
import { expectOk, onStage, type Stage } from './stage.ts'

const sizes = { small: { pure: 20_000, stored: 300 }, full: { pure: 1_000_000, stored: 3_000 } }
const batch = 20_000

/**
 * Random invoices, priced by the real function and by an independent model in exact fractions. A sample of them, the
 * hard ones first (those that floating point gets wrong), goes through the API, and what it answers and what the columns
 * of the database hold must be the model's as well.
 */
export const totalsProof: Proof = {
  id: 'P8',
  name: 'totals',
  promise: 'Totals are right to the cent, in the pure function, the API and the database',
  run: async (trial) => {
    const startedAt = Date.now()
    const { sample, ...pure } = await judgePureFunction(trial)
    const stored = await onStage({ ...trial }, (stage) => judgeStored(stage, sample))
    return { ...pure, ...stored, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) }
  },
}

async function judgePureFunction(
  trial: Trial,
): Promise<{ invoices: number; floatsWouldMiss: number; sample: TotalsInput[] }> {
  const file = await bundle('invoicing/invoices/totals.ts', trial.mutant, { part: true })
  const { invoiceTotals }: typeof import('../invoicing/invoices/totals.ts') = await import(addressOf(file))
  const { pure, stored } = sizes[trial.size]
  const hard: TotalsInput[] = []
  const ordinary: TotalsInput[] = []
  let floatsWouldMiss = 0
  for (let done = 0; done < pure; done += batch) {
    const numRuns = Math.min(batch, pure - done)
    for (const input of fc.sample(anyTotalsInput, { numRuns, seed: trial.seed + done })) {
      const right = modelTotals(input)
      const given = outcomeOf(invoiceTotals, input)
      holds(isDeepStrictEqual(given, right), () => difference('the function', input, given, right))
      const isHard = !isDeepStrictEqual(floatTotals(input), right)
      if (isHard) floatsWouldMiss += 1
      const sample = isHard ? hard : ordinary
      if (sample.length < stored && canBeSent(input)) sample.push(input)
    }
  }
  return {
    invoices: pure,
    floatsWouldMiss,
    sample: [...hard.slice(0, stored / 2), ...ordinary].slice(0, stored),
  }
}

function outcomeOf(totals: (input: TotalsInput) => InvoiceTotals, input: TotalsInput): TotalsOutcome {
  try {
    return totals(input)
  } catch (error) {
    // The bundled code has a class of its own; the code of the refusal is what both share.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'discount_exceeds_subtotal') return code
    throw new Miss(`the function refuses what has a total (${String(error)}): ${JSON.stringify(input)}`)
  }
}

const customerId = '00000000-0000-4000-8000-000000000000'

function bodyOf({ currency: _, lineItems, discounts, ...rest }: TotalsInput): Record<string, unknown> {
  return {
    ...rest,
    lineItems: lineItems.map(({ sizes, imprints, ...line }) => ({
      ...line,
      description: 'Shirts',
      sizes: sizes?.map((size, index) => ({ ...size, size: `Size ${index + 1}` })),
      imprints: imprints?.map((imprint) => ({ ...imprint, location: 'Front', technique: 'Screen print' })),
    })),
    discounts: discounts.map((discount) => ({ ...discount, description: 'Rebate' })),
  }
}

/** Whether the contract takes an invoice at all: it wants at least one line, and quantities above zero. */
function canBeSent(input: TotalsInput): boolean {
  return routeNamed('invoices.create').input?.safeParse({ customerId, ...bodyOf(input) }).success ?? false
}

async function judgeStored(stage: Stage, sample: readonly TotalsInput[]): Promise<Figures> {
  const company = await stage.company('Proof of totals')
  const client = company.clients.sales
  const customers = new Map<string, string>()
  for (const currency of ['USD', 'EUR', 'JPY']) {
    const made = await client.post('/customers', { name: `Pays in ${currency}`, defaultCurrency: currency })
    customers.set(currency, textOf(expectOk(made), 'id'))
  }
  let refused = 0
  await inParallel(sample, 8, async (input) => {
    const right = modelTotals(input)
    const answer = await client.post('/invoices', {
      customerId: customers.get(input.currency),
      ...bodyOf(input),
    })
    if (right === 'discount_exceeds_subtotal') {
      holds(codeOf(answer) === right, `the API took discounts above the subtotal: ${JSON.stringify(input)}`)
      refused += 1
      return
    }
    await judgeInvoice(stage, client, input, right, answer)
  })
  await stage.verify(company)
  return { throughTheApi: sample.length, refused }
}

async function judgeInvoice(
  stage: Stage,
  client: Client,
  input: TotalsInput,
  right: InvoiceTotals,
  made: Answer,
): Promise<void> {
  holds(
    made.status === 201,
    () => `the API answered ${made.status} ${made.text}: ${JSON.stringify(input)}\n${stage.server.log()}`,
  )
  const id = textOf(made, 'id')
  const read = expectOk(await client.get(`/invoices/${id}`))
  for (const answer of [made, read]) {
    const told = asTold(answer, right)
    holds(isDeepStrictEqual(told, right), () => difference('the API', input, told, right))
  }
  const kept = await asKept(stage, id, right)
  holds(isDeepStrictEqual(kept, right), () => difference('the database', input, kept, right))
}

/** The totals as the API tells them; the lines' shares of discounts are not told, so they are taken as right. */
function asTold({ body }: Answer, right: InvoiceTotals): InvoiceTotals {
  const list = (field: string): Record<string, unknown>[] => {
    const value = body[field]
    return Array.isArray(value) ? value.filter(isObject) : []
  }
  const cents = (value: unknown) => centsIn(String(value))
  return {
    lineTotalsCents: list('lineItems').map((line) => cents(line.lineTotal)),
    discountCents: list('discounts').map((discount) => cents(discount.amount)),
    discountTotalCents: cents(body.discountTotal),
    lineDiscountCents: right.lineDiscountCents,
    subtotalCents: cents(body.subtotal),
    shippingCents: cents(body.shipping),
    taxes: list('taxes').map((tax) => ({
      rate: String(tax.rate),
      baseCents: cents(tax.base),
      taxCents: cents(tax.amount),
    })),
    taxAmountCents: cents(body.taxAmount),
    totalCents: cents(body.total),
  }
}

interface KeptRow {
  subtotal: string
  discount_total: string
  shipping: string
  tax_amount: string
  total: string
  total_cents: string
  line_totals: string[]
  shares: string[]
}

/** The totals as the columns hold them; discounts and taxes are one JSON each, which the API's answer was read from. */
async function asKept(stage: Stage, id: string, right: InvoiceTotals): Promise<InvoiceTotals> {
  const { rows } = await stage.admin.query<KeptRow>(
    `select i.subtotal, i.discount_total, i.shipping, i.tax_amount, i.total, i.total_cents,
      (select array_agg(l.line_total::text order by l.position) from invoicing.invoice_line_items l
        where l.invoice_id = i.id) as line_totals,
      (select array_agg(l.discount_share::text order by l.position) from invoicing.invoice_line_items l
        where l.invoice_id = i.id) as shares
    from invoicing.invoices i where i.id = $1`,
    [id],
  )
  const row = rows[0]
  if (!row) throw new Miss(`invoice ${id} is not in the database`)
  holds(
    Number(row.total_cents) === right.totalCents,
    `total_cents is ${row.total_cents}, not ${right.totalCents}`,
  )
  return {
    lineTotalsCents: row.line_totals.map(centsIn),
    discountCents: right.discountCents,
    discountTotalCents: centsIn(row.discount_total),
    lineDiscountCents: row.shares.map(centsIn),
    subtotalCents: centsIn(row.subtotal),
    shippingCents: centsIn(row.shipping),
    taxes: right.taxes,
    taxAmountCents: centsIn(row.tax_amount),
    totalCents: centsIn(row.total),
  }
}

function difference(who: string, input: TotalsInput, given: TotalsOutcome, right: TotalsOutcome): string {
  return `${who} gives ${JSON.stringify(given)}, the model ${JSON.stringify(right)}, for ${JSON.stringify(input)}`
}
