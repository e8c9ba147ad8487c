import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { ItemList, ItemRow } from '../../../../components/ui/ItemList.tsx'
import classes from './BatchRows.module.css'
import type { BatchRow } from './use-invoice-batch.ts'

const labels: Record<BatchRow['outcome'], string> = {
  due: 'Will be done',
  done: 'Done',
  unchanged: 'Stays as it is',
  refused: 'Cannot be done',
}

/** A refusal names its invoice, whose number stands above already. */
function withoutNumber(detail: string, invoiceNumber: string | null): string {
  const named = `${invoiceNumber}: `
  return detail.startsWith(named) ? detail.slice(named.length) : detail
}

/** A line per invoice: who, how much, and what happens or why not. */
export function BatchRows({ rows, isLooking }: { rows: BatchRow[]; isLooking: boolean }) {
  return (
    <ItemList
      label="Invoices of the batch"
      items={isLooking ? undefined : rows}
      itemKey={({ invoiceId }) => invoiceId}
      empty={null}
    >
      {(row) => (
        <ItemRow
          title={row.invoiceNumber ?? 'Unknown invoice'}
          facts={[row.customerName]}
          actions={
            <span className={classes.money}>
              {row.amount && row.currency && <MoneyText amount={row.amount} currency={row.currency} strong />}
            </span>
          }
        >
          <span className={classes.outcome} data-outcome={row.outcome}>
            {labels[row.outcome]}
            {row.detail && `: ${withoutNumber(row.detail, row.invoiceNumber)}`}
          </span>
        </ItemRow>
      )}
    </ItemList>
  )
}
