import { Text, View } from '@react-pdf/renderer'
import type { PaperColumn, PaperRow } from '../../contract/paper.ts'
import { columnShares, widestColumn } from './columns.ts'
import { styles } from './paper-style.ts'

interface PaperTableProps {
  columns: readonly PaperColumn[]
  /** The rows of this sheet. */
  rows: readonly PaperRow[]
}

/** A table as far as it stands on one sheet, under what its columns are. */
export function PaperTable({ columns, rows }: PaperTableProps) {
  const cells = columnShares(columns).map((share, index) => [
    styles.cell,
    { width: `${share * 100}%` },
    columns[index]?.isAmount ? styles.amount : {},
  ])
  const noted = widestColumn(columns)
  return (
    <View>
      <View style={styles.headings} fixed>
        {columns.map(({ heading }, index) => (
          <Text key={heading} style={[styles.label, ...(cells[index] ?? [])]}>
            {heading}
          </Text>
        ))}
      </View>
      {keyed(rows).map(({ row, key }) => (
        <View key={key} style={[styles.row, row.isEdge ? styles.edge : {}]} wrap={false}>
          {columns.map(({ heading }, index) => (
            <Text key={heading} style={cells[index] ?? []}>
              {row.cells[index]}
              {row.note !== undefined && index === noted && (
                <Text style={styles.label}>{`\n${row.note}`}</Text>
              )}
            </Text>
          ))}
        </View>
      ))}
    </View>
  )
}

/** Rows have no identity of their own; they never move. */
function keyed(rows: readonly PaperRow[]) {
  return rows.map((row, index) => ({ row, key: `row-${index}` }))
}
