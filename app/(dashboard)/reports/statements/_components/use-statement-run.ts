import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useSession } from '../../../../../components/features/session.ts'
import type { BatchOutcome } from '../../../../../contract/batch.ts'
import { api, type RefusalError, refusalOf } from '../../../../api.ts'

/** A customer in a run: `due` before their turn, then how it came out. */
export interface RunRow {
  customerId: string
  name: string
  number: string
  currency: string
  closingBalance: string | null
  statementId: string | null
  outcome: BatchOutcome | 'due'
  detail: string | null
}

export interface RunState {
  step: 'idle' | 'looking' | 'ready' | 'running' | 'done'
  rows: RunRow[] | null
  error: RefusalError | null
}

interface Period {
  periodStart: string
  periodEnd: string
}

const idle: RunState = { step: 'idle', rows: null, error: null }
const customersAtOnce = 20

/**
 * A run in two steps: a dry run that says who gets what, then the statements, some customers at a time, so that its
 * progress is seen. A run that was cut off goes on where it stopped: whoever has a statement keeps it.
 */
export function useStatementRun() {
  const client = useQueryClient()
  const { company } = useSession()
  const [state, setState] = useState(idle)
  const key = useRef('')
  const look = async (period: Period) => {
    setState({ ...idle, step: 'looking' })
    try {
      const people = await customersOf(period.periodEnd, company.currency)
      const { results } = await api.statements.run(
        { ...period, customers: 'with-balance' },
        { context: { dryRun: true } },
      )
      const rows = results.map(({ customerId, outcome, detail, closingBalance, statementId }) => ({
        customerId,
        name: people.get(customerId)?.name ?? 'Customer',
        number: people.get(customerId)?.number ?? '',
        currency: people.get(customerId)?.currency ?? company.currency,
        closingBalance,
        statementId: outcome === 'unchanged' ? statementId : null,
        outcome: outcome === 'done' ? ('due' as const) : outcome,
        detail,
      }))
      key.current = crypto.getRandomValues(new Uint32Array(4)).join('-')
      setState({ step: 'ready', rows, error: null })
    } catch (error) {
      setState({ ...idle, error: refusalOf(error) })
    }
  }
  const start = async (period: Period) => {
    let rows = state.rows ?? []
    const due = rows.filter(({ outcome }) => outcome === 'due').map(({ customerId }) => customerId)
    setState({ step: 'running', rows, error: null })
    try {
      for (let first = 0; first < due.length; first += customersAtOnce) {
        const customers = due.slice(first, first + customersAtOnce)
        // The same customers under the same key: sending them again gives the first answer.
        const context = { idempotencyKey: `${key.current}-${customers[0]}` }
        const { results } = await api.statements.run({ ...period, customers }, { context })
        const byCustomer = new Map(results.map((result) => [result.customerId, result]))
        rows = rows.map((row) => ({ ...row, ...byCustomer.get(row.customerId) }))
        setState({ step: 'running', rows, error: null })
      }
      setState({ step: 'done', rows, error: null })
    } catch (error) {
      setState({ step: 'ready', rows, error: refusalOf(error) })
    }
    void client.invalidateQueries()
  }
  return { state, look, start, forget: () => setState(idle) }
}

/** Names and currencies of everybody who owed or was owed on a day. */
async function customersOf(asOf: string, currency: string) {
  const first = await api.reports.aging({ asOf, currency })
  const others = await Promise.all(
    first.otherCurrencies.map((other) => api.reports.aging({ asOf, currency: other })),
  )
  return new Map(
    [first, ...others].flatMap((report) =>
      report.customers.map(({ customerId, customerName, customerNumber }) => [
        customerId,
        { name: customerName, number: customerNumber, currency: report.currency },
      ]),
    ),
  )
}
