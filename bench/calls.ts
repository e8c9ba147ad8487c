import type { Call } from './http-clients.ts'
import { searchedName } from './ledger-rows.ts'
import { idOf, type Ledger, statusCycle } from './plan.ts'

/** A repeatable stream of numbers below `below`, different for each seed. */
function pick(seed: number, below: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % below
}

export function draftCall(ledger: Ledger, seed: number): Call {
  const line = (description: string) => ({ description, quantity: '10', unitPrice: '10.00' })
  return {
    method: 'POST',
    path: '/invoices',
    body: {
      customerId: idOf(ledger.tag, 'customer', 1 + pick(seed, ledger.customers)),
      lineItems: [line('Posters'), line('Flyers'), line('Cards')],
    },
  }
}

export function sendCall(ledger: Ledger, draft: number): Call {
  return { method: 'POST', path: `/invoices/${idOf(ledger.tag, 'prepared', draft)}/send`, body: {} }
}

/** One cent on an invoice that was loaded as sent: it can take thousands of them. */
export function paymentCall(ledger: Ledger, seed: number): Call {
  const cycles = Math.floor(ledger.invoices / statusCycle) - 1
  const n = (1 + pick(seed, cycles)) * statusCycle
  return {
    method: 'POST',
    path: `/invoices/${idOf(ledger.tag, 'invoice', n)}/payments`,
    body: { amount: '0.01', method: 'check' },
  }
}

/** What the screen asks for on a window of common width. */
export const pageCall: Call = {
  method: 'GET',
  path: '/invoices?view=outstanding&sort=dueDate&direction=asc&limit=50&detail=brief',
}

export function detailCall(ledger: Ledger, seed: number): Call {
  return { method: 'GET', path: `/invoices/${idOf(ledger.tag, 'invoice', 1 + pick(seed, ledger.invoices))}` }
}

export function searchCall(seed: number): Call {
  return { method: 'GET', path: `/customers?q=${encodeURIComponent(searchedName(pick(seed, 900)))}&limit=25` }
}
