import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { type Column, DataTable } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import {
  type CustomerImportOutcome,
  customerImportOutcomes,
  type ImportedRowKind,
} from '../../../../../contract/customer-import.ts'
import classes from './ImportTable.module.css'
import { countOf, type ImportLine } from './use-customer-import.ts'

const kindLabels: Record<ImportedRowKind, string> = {
  customer: 'Customer',
  contact: 'Contact',
  address: 'Address',
}

const outcomeLabels: Record<CustomerImportOutcome, { before: string; after: string }> = {
  created: { before: 'To create', after: 'Created' },
  updated: { before: 'To change', after: 'Changed' },
  unchanged: { before: 'Stays as it is', after: 'Stays as it is' },
  refused: { before: 'Refused', after: 'Refused' },
}

const columns: Column<ImportLine>[] = [
  {
    key: 'what',
    header: 'Line',
    phone: 'who',
    cell: ({ line, label }) => (
      <>
        <span className={classes.line}>{line}</span> {label || '(no name)'}
      </>
    ),
  },
  { key: 'kind', header: 'Row', width: 100, phone: 'amount', cell: ({ row }) => kindLabels[row] },
  { key: 'number', header: 'Number', width: 120, cell: ({ customerNumber }) => customerNumber ?? '–' },
  {
    key: 'outcome',
    header: 'Outcome',
    phone: 'status',
    cell: (line) => (
      <span className={classes.outcome} data-outcome={line.outcome}>
        {outcomeLabels[line.outcome][line.isDone ? 'after' : 'before']}
        {detailOf(line) && `: ${detailOf(line)}`}
      </span>
    ),
  },
]

/** What was changed, or what is wrong and in which column. */
function detailOf({ outcome, changes, field, reason }: ImportLine): string {
  if (outcome === 'updated') return changes.map(wordsOf).join(', ')
  if (outcome !== 'refused') return ''
  return field && !reason?.startsWith(field) ? `${wordsOf(field)} ${reason ?? ''}` : (reason ?? '')
}

/** A column in words: `legalName` is "legal name". */
function wordsOf(column: string): string {
  return column.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

const linesAtOnce = 200

/** A row per line of the file, one kind of outcome or all; where there is a customer, the row leads to them. */
export function ImportTable({ lines }: { lines: ImportLine[] }) {
  const [wanted, setWanted] = useState<CustomerImportOutcome | 'all'>('all')
  const [count, setCount] = useState(linesAtOnce)
  const shown = wanted === 'all' ? lines : lines.filter(({ outcome }) => outcome === wanted)
  const filters = customerImportOutcomes
    .map((outcome) => ({ outcome, count: countOf(lines, outcome) }))
    .filter(({ outcome, count }) => count > 0 || outcome === wanted)
    .map(({ outcome, count }) => ({
      value: outcome,
      label: `${filterLabels[outcome]} ${count.toLocaleString('en-US')}`,
    }))
  return (
    <div>
      <SegmentedControl
        aria-label="Outcome"
        className={classes.filter}
        data={[{ value: 'all', label: `All ${lines.length.toLocaleString('en-US')}` }, ...filters]}
        value={wanted}
        onChange={(value) => {
          setWanted(customerImportOutcomes.find((outcome) => outcome === value) ?? 'all')
          setCount(linesAtOnce)
        }}
      />
      <DataTable
        label="Lines of the file"
        columns={columns}
        rows={shown.slice(0, count)}
        rowKey={({ line }) => String(line)}
        rowLink={({ customerId }) =>
          customerId ? { to: '/customers/$id', params: { id: customerId } } : undefined
        }
        hasMore={count < shown.length}
        onMore={() => setCount(count + linesAtOnce)}
        empty={<EmptyState title="No line came out like this" />}
      />
    </div>
  )
}

const filterLabels: Record<CustomerImportOutcome, string> = {
  created: 'New',
  updated: 'Changed',
  unchanged: 'As they are',
  refused: 'Refused',
}
