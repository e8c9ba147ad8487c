import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { type Column, DataTable } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import classes from './StatementRunTable.module.css'
import type { RunRow } from './use-statement-run.ts'

const labels: Record<RunRow['outcome'], string> = {
  due: 'To generate',
  done: 'Generated',
  unchanged: 'Has one already',
  refused: 'Refused',
}

const columns: Column<RunRow>[] = [
  { key: 'name', header: 'Customer', phone: 'who', cell: ({ name }) => name },
  { key: 'number', header: 'Number', width: 112, cell: ({ number }) => number },
  {
    key: 'outcome',
    header: 'Outcome',
    phone: 'status',
    wraps: true,
    cell: ({ outcome, detail }) => (
      <span className={classes.outcome} data-outcome={outcome} title={detail ?? undefined}>
        {labels[outcome]}
        {outcome === 'refused' && detail && `: ${detail}`}
      </span>
    ),
  },
  {
    key: 'closing',
    header: 'Closing balance',
    align: 'right',
    width: 160,
    phone: 'amount',
    cell: ({ closingBalance, currency }) =>
      closingBalance === null ? '–' : <MoneyText amount={closingBalance} currency={currency} strong />,
  },
]

/** A line per customer; where there is a statement, the line leads to it. */
export function StatementRunTable({ rows }: { rows: RunRow[] }) {
  return (
    <DataTable
      label="Statements of the run"
      columns={columns}
      rows={rows}
      rowKey={({ customerId }) => customerId}
      rowLink={({ customerId, statementId }) =>
        statementId
          ? { to: '/customers/$id/statements/$statementId', params: { id: customerId, statementId } }
          : { to: '/customers/$id', params: { id: customerId }, search: { tab: 'statements' } }
      }
      empty={
        <EmptyState title="Nobody gets one">
          At the end of the period nobody owed anything, and nobody was owed anything.
        </EmptyState>
      }
    />
  )
}
