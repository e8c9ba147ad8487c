import { allocationScript, type Bundle } from '../allocation-script.ts'
import { type BenchRun, clients, compared, type Row, targetOf } from '../bench-run.ts'
import { idIn, missingWrites } from '../books.ts'
import { type Call, drive } from '../http-clients.ts'
import { runLimit } from '../limit.ts'
import { idOf, type Ledger } from '../plan.ts'

const invoicesEach = 15
/** So many customers that clients seldom wait for each other. */
const payingCustomers = 64
// How often each of eight clients works in a round: about a second for either side.
const oursEach = 30
const limitEach = 80

/** One check over fifteen invoices, a cent on each of them, so that they stay open. */
export const allocationRow: Row = {
  name: 'allocation',
  writes: true,
  async measure(run) {
    const ledger = run.ledgers.big
    const bundles = await sendInvoices(run, ledger)
    const { figure, driven } = await compared(run, {
      name: 'payment over 15 invoices',
      promised: { atLeast: { floor: 0.12, goal: 0.28 } },
      limit: () => runLimit(run.appUrl, allocationScript(ledger, bundles), { clients, each: limitEach }),
      ours: () => {
        const call = (client: number, index: number) => receiveCall(bundles, client * oursEach + index)
        return drive(targetOf(run, ledger), { clients, each: oursEach, call })
      },
    })
    figure.broken.push(...(await missingWrites(run.admin, ledger, 'payments', driven)))
    return [figure]
  },
}

function receiveCall({ byCustomer }: Bundle, turn: number): Call {
  const [customerId, invoiceIds] = byCustomer[turn % byCustomer.length] ?? ['', []]
  return {
    method: 'POST',
    path: '/payments',
    body: {
      customerId,
      amount: '0.15',
      method: 'check',
      allocations: invoiceIds.map((invoiceId) => ({ invoiceId, amount: '0.01' })),
    },
  }
}

/** Fifteen sent invoices for each of some customers, through our own doors. */
async function sendInvoices(run: BenchRun, ledger: Ledger): Promise<Bundle> {
  const target = targetOf(run, ledger)
  const each = (payingCustomers * invoicesEach) / clients
  const customerIds = Array.from({ length: payingCustomers }, (_, place) =>
    idOf(ledger.tag, 'customer', place + 1),
  )
  const drafted = await drive(target, {
    ...{ clients, each },
    call: (client, index) => ({
      method: 'POST',
      path: '/invoices',
      body: {
        customerId: customerIds[(client * each + index) % payingCustomers],
        lineItems: [{ description: 'Posters', quantity: '10', unitPrice: '30.00' }],
      },
    }),
  })
  const draftIds = drafted.answers.map(({ body }) => idIn(body))
  const sent = await drive(target, {
    ...{ clients, each },
    call: (client, index) => ({
      method: 'POST',
      path: `/invoices/${draftIds[client * each + index]}/send`,
      body: {},
    }),
  })
  if (sent.answers.length !== payingCustomers * invoicesEach)
    throw new Error(`Not every invoice was sent: ${sent.refused[0] ?? drafted.refused[0]}`)
  const { rows } = await run.admin.query<{ customer_id: string; ids: string[]; first: string }>(
    `select customer_id, array_agg(id order by id) as ids, min(number_value) as first from invoicing.invoices
     where company_id = $1 and id = any($2::uuid[]) group by 1 order by 1`,
    [ledger.companyId, draftIds],
  )
  return {
    customers: payingCustomers,
    firstNumber: Math.min(...rows.map(({ first }) => Number(first))),
    byCustomer: rows.map(({ customer_id, ids }) => [customer_id, ids]),
  }
}
