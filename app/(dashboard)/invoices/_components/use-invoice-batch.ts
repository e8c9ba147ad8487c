import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { InvoiceOutcome } from '../../../../contract/invoice-batches.ts'
import { type ApiContext, type RefusalError, refusalOf } from '../../../api.ts'

/** A row of a batch: `due` after the dry run said that it would be done, then how it came out. */
export type BatchRow = Omit<InvoiceOutcome, 'outcome'> & { outcome: InvoiceOutcome['outcome'] | 'due' }

export interface BatchState {
  step: 'idle' | 'looking' | 'ready' | 'running' | 'done'
  rows: BatchRow[]
  error: RefusalError | null
}

/** Does something to some invoices; the same for a dry run. */
export type BatchOperation = (
  invoiceIds: string[],
  options: { context: ApiContext },
) => Promise<{ results: InvoiceOutcome[] }>

const idle: BatchState = { step: 'idle', rows: [], error: null }
const invoicesAtOnce = 20

/**
 * A batch in two steps: a dry run that says what would happen to each, then the rows that can be done, some at a time, so
 * that its progress is seen. One that was cut off goes on where it stopped: each part has its own idempotency key.
 */
export function useInvoiceBatch() {
  const client = useQueryClient()
  const [state, setState] = useState(idle)
  const key = useRef('')
  const look = async (invoiceIds: string[], run: BatchOperation) => {
    setState({ ...idle, step: 'looking' })
    try {
      const { results } = await run(invoiceIds, { context: { dryRun: true } })
      key.current = crypto.getRandomValues(new Uint32Array(4)).join('-')
      const rows = results.map((row) => ({
        ...row,
        outcome: row.outcome === 'done' ? ('due' as const) : row.outcome,
      }))
      setState({ step: 'ready', rows, error: null })
    } catch (error) {
      setState({ ...idle, error: refusalOf(error) })
    }
  }
  const start = async (run: BatchOperation) => {
    let { rows } = state
    const due = rows.filter(({ outcome }) => outcome === 'due').map(({ invoiceId }) => invoiceId)
    setState({ step: 'running', rows, error: null })
    try {
      for (let first = 0; first < due.length; first += invoicesAtOnce) {
        const part = due.slice(first, first + invoicesAtOnce)
        const context = { idempotencyKey: `${key.current}-${part[0]}` }
        const { results } = await run(part, { context })
        const byInvoice = new Map(results.map((result) => [result.invoiceId, result]))
        rows = rows.map((row) => withAmount(byInvoice.get(row.invoiceId) ?? row, row))
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

/** A payment that was made tells no amount in a batch: its row keeps the one of the dry run. */
function withAmount(row: BatchRow, before: BatchRow): BatchRow {
  return { ...row, amount: row.amount ?? before.amount }
}
