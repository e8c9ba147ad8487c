import { Skeleton } from '@mantine/core'
import classes from './DataTable.module.css'

/** The shape of rows that are on their way. */
export function SkeletonRows({ columns, rows = 10 }: { columns: number; rows?: number }) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} className={classes.skeleton} role="row" aria-hidden>
      {Array.from({ length: columns }, (_, column) => (
        <td key={column} role="cell" data-phone={phonePlaces[column]}>
          <Skeleton h={12} w={`${55 + ((row * 17 + column * 29) % 40)}%`} />
        </td>
      ))}
    </tr>
  ))
}

const phonePlaces = ['who', 'amount', 'status', 'when']
