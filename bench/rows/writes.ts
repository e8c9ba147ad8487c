import { clients, compared, type Row, targetOf } from '../bench-run.ts'
import { countRows, missingWrites } from '../books.ts'
import { draftCall, paymentCall, sendCall } from '../calls.ts'
import { drive } from '../http-clients.ts'
import { runLimit } from '../limit.ts'
import { draftScript, paymentScript, sendScript } from '../limit-scripts.ts'
import { prepareDrafts } from '../prepared-drafts.ts'

// How often each of eight clients works in a round: about a second for either side.
const oursEach = 100
const limitEach = 250

let seed = 0
/** A fresh range of seeds for every round, so that rounds do not repeat each other. */
function nextSeeds(): (client: number, index: number) => number {
  const first = seed
  seed += clients * oursEach
  return (client, index) => first + client * oursEach + index
}

export const draftRow: Row = {
  name: 'draft',
  writes: true,
  async measure(run) {
    const ledger = run.ledgers.big
    const before = await countRows(run.admin, ledger, 'invoices')
    const { figure, driven } = await compared(run, {
      name: 'draft, 3 lines',
      promised: { atLeast: { floor: 0.1, goal: 0.25 } },
      limit: () => runLimit(run.appUrl, draftScript(ledger), { clients, each: limitEach }),
      ours: () => {
        const seedOf = nextSeeds()
        const call = (client: number, index: number) => draftCall(ledger, seedOf(client, index))
        return drive(targetOf(run, ledger), { clients, each: oursEach, call })
      },
    })
    const byHand = (run.rounds + 1) * clients * limitEach
    const acknowledged = driven.reduce((sum, { answers }) => sum + answers.length, 0)
    const made = (await countRows(run.admin, ledger, 'invoices')) - before
    figure.broken.push(...(await missingWrites(run.admin, ledger, 'invoices', driven)))
    if (made !== byHand + acknowledged)
      figure.broken.push(`${made} invoices made, ${byHand + acknowledged} acknowledged`)
    return [figure]
  },
}

export const sendRow: Row = {
  name: 'send',
  writes: true,
  async measure(run) {
    const ledger = run.ledgers.big
    const { figure, driven } = await compared(run, {
      name: 'send',
      promised: { atLeast: { floor: 0.15, goal: 0.35 } },
      limit: async () => {
        const first = await prepareDrafts(run.admin, ledger, clients * limitEach)
        const script = sendScript(ledger, { first, perClient: limitEach })
        return runLimit(run.appUrl, script, { clients, each: limitEach })
      },
      ours: async () => {
        const first = await prepareDrafts(run.admin, ledger, clients * oursEach)
        const call = (client: number, index: number) => sendCall(ledger, first + client * oursEach + index)
        return drive(targetOf(run, ledger), { clients, each: oursEach, call })
      },
    })
    figure.broken.push(...(await missingWrites(run.admin, ledger, 'invoices', driven, "status = 'sent'")))
    return [figure]
  },
}

export const paymentRow: Row = {
  name: 'payment',
  writes: true,
  async measure(run) {
    const ledger = run.ledgers.big
    const before = await countRows(run.admin, ledger, 'payments')
    const { figure, driven } = await compared(run, {
      name: 'payment',
      promised: { atLeast: { floor: 0.12, goal: 0.28 } },
      limit: () => runLimit(run.appUrl, paymentScript(ledger), { clients, each: limitEach }),
      ours: () => {
        const seedOf = nextSeeds()
        const call = (client: number, index: number) => paymentCall(ledger, seedOf(client, index))
        return drive(targetOf(run, ledger), { clients, each: oursEach, call })
      },
    })
    const byHand = (run.rounds + 1) * clients * limitEach
    const acknowledged = driven.reduce((sum, { answers }) => sum + answers.length, 0)
    const made = (await countRows(run.admin, ledger, 'payments')) - before
    figure.broken.push(...(await missingWrites(run.admin, ledger, 'payments', driven)))
    if (made !== byHand + acknowledged)
      figure.broken.push(`${made} payments made, ${byHand + acknowledged} acknowledged`)
    return [figure]
  },
}
