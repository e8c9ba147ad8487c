import type { Transaction } from '../../database/transaction.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { type Period, requireDays } from './sales.ts'

/** What a report of sales is asked with. */
export interface SalesInput {
  from: string
  to?: string | undefined
  currency?: string | undefined
}

/** The days and the currency that a report of sales is about; until today and in the company's when left out. */
export function periodAsked(tx: Transaction, input: SalesInput, today: string): Period {
  const { from, to = today, currency = tx.company.currency } = input
  requireDays({ from, to })
  requireSupportedCurrency(currency, 'currency')
  return { from, to, currency }
}
