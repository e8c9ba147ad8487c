import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './DataTable.module.css'
import type { Column, Sorting } from './DataTable.tsx'

interface DataTableHeadProps<Row, SortKey extends string> {
  columns: Column<Row, SortKey>[]
  sort: Sorting<SortKey> | undefined
  onSort: ((sort: Sorting<SortKey>) => void) | undefined
  /** The heading of the rows' checkboxes. */
  children: ReactNode
}

/** The header row, which stays in view. A click on the sorted column turns it round. */
export function DataTableHead<Row, SortKey extends string>({
  columns,
  sort,
  onSort,
  children,
}: DataTableHeadProps<Row, SortKey>) {
  return (
    <thead className={classes.head}>
      <tr>
        {children}
        {columns.map(({ key, header, align, width, sortKey, isOnlyOnPhone, isOnlyWide }) => {
          const direction = sort && sort.by === sortKey ? sort.direction : undefined
          const turned = direction === 'asc' ? 'desc' : 'asc'
          return (
            <th
              key={key}
              scope="col"
              style={width ? { width } : undefined}
              data-align={align}
              data-only-phone={isOnlyOnPhone || undefined}
              data-only-wide={isOnlyWide || undefined}
              aria-sort={direction && (direction === 'asc' ? 'ascending' : 'descending')}
            >
              {sortKey && onSort ? (
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() => onSort({ by: sortKey, direction: turned })}
                >
                  {header}
                  {direction === 'asc' && <IconArrowUp size={12} aria-hidden />}
                  {direction === 'desc' && <IconArrowDown size={12} aria-hidden />}
                </button>
              ) : (
                header
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
