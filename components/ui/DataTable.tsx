import { Link, type LinkProps, useNavigate, useRouter } from '@tanstack/react-router'
import { type MouseEvent, type ReactNode, useRef } from 'react'
import classes from './DataTable.module.css'
import { DataTableHead } from './DataTableHead.tsx'
import { ChooseAll, ChooseRow } from './DataTableSelection.tsx'
import { ErrorState } from './ErrorState.tsx'
import { MoreRows } from './MoreRows.tsx'
import { SkeletonRows } from './SkeletonRows.tsx'
import { useIsNarrow } from './use-is-narrow.ts'
import { useRowKeys } from './use-row-keys.ts'

export interface Column<Row, SortKey extends string = string> {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** Money and counts stand at the right. */
  align?: 'right'
  /** Pixels; a column without one takes what is left. */
  width?: number
  sortKey?: SortKey
  /** Where the cell stands when a row becomes two lines on a phone: who and amount above, status and when below. Left out there when missing. */
  phone?: 'who' | 'amount' | 'status' | 'when'
  /** Says on a phone in words what other columns say on a wide screen. */
  isOnlyOnPhone?: boolean
  /** Whether long text goes on in a second line instead of being cut off: a reason that has to be read. */
  wraps?: boolean
  /** Left out where the window is too narrow for names beside it. */
  isOnlyWide?: boolean
}

export type RowLink = Pick<LinkProps, 'to' | 'params' | 'search'>

export interface Sorting<SortKey extends string> {
  by: SortKey
  direction: 'asc' | 'desc'
}

/** Rows that are chosen for something to be done with all of them. */
export interface Selection {
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  /** What a row's checkbox says: "Select INV-0042". */
  nameOf: (key: string) => string
}

interface DataTableProps<Row, SortKey extends string> {
  /** The table's accessible name: "Invoices". */
  label: string
  columns: Column<Row, SortKey>[]
  /** Undefined while the first page is on its way. */
  rows: Row[] | undefined
  rowKey: (row: Row) => string
  /** Where a row leads; its first cell becomes a real link. */
  rowLink?: (row: Row) => RowLink | undefined
  empty: ReactNode
  /** The sums, by column key, in a last row that stays in view. */
  totals?: Partial<Record<string, ReactNode>>
  error?: unknown
  onRetry?: () => void
  sort?: Sorting<SortKey>
  onSort?: (sort: Sorting<SortKey>) => void
  /** Rows of another filter are still shown while the new ones are on their way. */
  isRefreshing?: boolean
  /** Checkboxes, shown on hover and focus and while something is chosen. */
  selection?: Selection
  hasMore?: boolean
  isLoadingMore?: boolean
  onMore?: () => void
}

/**
 * A dense list: one line per row, a header that stays, sorting, keyset paging. A row opens by click, Enter or its link
 * (so the middle button works too); arrow keys, Home and End move between rows. `rowsOf` gives most of its props.
 */
export function DataTable<Row, SortKey extends string = string>({
  label,
  columns,
  rows,
  rowKey,
  rowLink,
  empty,
  totals,
  error,
  onRetry,
  sort,
  onSort,
  isRefreshing = false,
  selection,
  hasMore = false,
  isLoadingMore = false,
  onMore,
}: DataTableProps<Row, SortKey>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const { ref: frame, isNarrow } = useIsNarrow(leastWidthOf(columns) + (selection ? chooseWidth : 0))
  const onKeyDown = useRowKeys(body)
  if (error && !rows) return <ErrorState error={error} onRetry={onRetry} />
  if (rows?.length === 0 && !isRefreshing) return <>{empty}</>
  return (
    <div
      ref={frame}
      className={classes.frame}
      data-narrow={isNarrow || undefined}
      aria-busy={!rows || isRefreshing}
      data-refreshing={isRefreshing || undefined}
    >
      <table
        className={classes.table}
        aria-label={label}
        data-choosing={(selection?.chosen.size ?? 0) > 0 || undefined}
      >
        <DataTableHead columns={columns} sort={sort} onSort={onSort}>
          {selection && <ChooseAll selection={selection} keys={rows?.map(rowKey) ?? []} />}
        </DataTableHead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {rows ? (
            rows.map((row) => (
              <DataTableRow
                key={rowKey(row)}
                row={row}
                columns={columns}
                link={rowLink?.(row)}
                isChosen={selection?.chosen.has(rowKey(row)) ?? false}
              >
                {selection && <ChooseRow selection={selection} of={rowKey(row)} />}
              </DataTableRow>
            ))
          ) : (
            <SkeletonRows columns={columns.length + (selection ? 1 : 0)} />
          )}
        </tbody>
        {totals && (
          <tfoot className={classes.foot}>
            <tr className={classes.row}>
              {selection && <td />}
              {columns.map(({ key, align, phone, isOnlyOnPhone, isOnlyWide }) => (
                <td
                  key={key}
                  data-align={align}
                  data-phone={phone}
                  data-only-phone={isOnlyOnPhone || undefined}
                  data-only-wide={isOnlyWide || undefined}
                >
                  {totals[key]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {hasMore && onMore && <MoreRows onMore={onMore} isLoading={isLoadingMore} />}
    </div>
  )
}

const chooseWidth = 36
const leastNameWidth = 160

/** The pixels below which names would be cut to nothing: then a row becomes two lines, as on a phone. */
function leastWidthOf<Row, SortKey extends string>(columns: Column<Row, SortKey>[]): number {
  return columns
    .filter(({ isOnlyOnPhone, isOnlyWide }) => !isOnlyOnPhone && !isOnlyWide)
    .reduce((sum, { width = leastNameWidth }) => sum + width, 0)
}

interface DataTableRowProps<Row, SortKey extends string> {
  row: Row
  columns: Column<Row, SortKey>[]
  link: RowLink | undefined
  isChosen: boolean
  /** The row's checkbox. */
  children: ReactNode
}

function DataTableRow<Row, SortKey extends string>({
  row,
  columns,
  link,
  isChosen,
  children,
}: DataTableRowProps<Row, SortKey>) {
  const navigate = useNavigate()
  const router = useRouter()
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    if (!link || isOwnControl(event.target) || window.getSelection()?.toString()) return
    const isElsewhere = event.button === 1 || event.metaKey || event.ctrlKey
    if (isElsewhere) window.open(router.buildLocation(link).href, '_blank', 'noopener')
    else void navigate(link)
  }
  return (
    <tr
      className={classes.row}
      data-link={link ? true : undefined}
      data-chosen={isChosen || undefined}
      onClick={open}
      onAuxClick={(event) => event.button === 1 && open(event)}
    >
      {children}
      {columns.map((column, index) => (
        <td
          key={column.key}
          data-align={column.align}
          // A name that reads from the right is cut at its end too.
          dir={column.align ? undefined : 'auto'}
          data-phone={column.phone}
          data-wraps={column.wraps || undefined}
          data-only-phone={column.isOnlyOnPhone || undefined}
          data-only-wide={column.isOnlyWide || undefined}
        >
          {index === 0 && link ? (
            <Link {...link} className={classes.link} data-row-link>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}

/** A click on something that acts by itself is not a click on the row. */
function isOwnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label, select') !== null
}
