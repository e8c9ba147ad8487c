import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import type { DraftLine } from './draft-line.ts'
import { type CellField, pastedRows } from './pasted-lines.ts'

interface LineKeysOptions {
  lines: DraftLine[]
  move: (key: string, by: -1 | 1) => void
  paste: (key: string, rows: NonNullable<ReturnType<typeof pastedRows>>) => void
  /** Enter behind the last cell. */
  onEnd: () => void
}

interface Cell {
  row: string
  field: CellField
}

/**
 * The keyboard in the table of lines: Enter goes to the next cell and, behind the last one, to a new line; up and down
 * stay in the column; Alt with up or down takes the line along; rows copied from a spreadsheet are pasted as lines.
 */
export function useLineKeys({ lines, move, paste, onEnd }: LineKeysOptions) {
  const container = useRef<HTMLDivElement>(null)
  // A row that was just made or moved is on the screen only after the next render.
  const wanted = useRef<Cell | null>(null)
  const focusOn = ({ row, field }: Cell) => {
    const cell = container.current?.querySelector<HTMLInputElement>(
      `[data-row="${row}"] [data-cell="${field}"]`,
    )
    cell?.focus()
    cell?.select()
    return cell !== undefined && cell !== null
  }
  useEffect(() => {
    if (lines.length > 0 && wanted.current && focusOn(wanted.current)) wanted.current = null
  })
  const step = (cell: Cell, by: -1 | 1) => {
    const row = lines[lines.findIndex((line) => line.key === cell.row) + by]
    if (row) focusOn({ row: row.key, field: cell.field })
  }
  const next = (input: HTMLInputElement) => {
    const cells = Array.from(container.current?.querySelectorAll<HTMLInputElement>('[data-cell]') ?? [])
    const following = cells[cells.indexOf(input) + 1]
    if (!following) return onEnd()
    following.focus()
    following.select()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellOf(event.target)
    if (!cell || event.ctrlKey || event.metaKey) return
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined
    if (by === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (by === undefined) next(cell.input)
    else if (event.altKey) {
      wanted.current = { row: cell.row, field: cell.field }
      move(cell.row, by)
    } else step(cell, by)
  }
  const onPaste = (event: ClipboardEvent) => {
    const cell = cellOf(event.target)
    const pasted = cell && pastedRows(event.clipboardData.getData('text/plain'), cell.field)
    if (!cell || !pasted || pasted.length === 0) return
    event.preventDefault()
    paste(cell.row, pasted)
  }
  /** Goes to a cell, now or when it is on the screen. */
  const goTo = (row: string, field: CellField) => {
    wanted.current = { row, field }
  }
  /** Goes to the line that takes a removed one's place, or to the one before it. */
  const leaveRow = (row: string) => {
    const place = lines.findIndex(({ key }) => key === row)
    const near = lines[place + 1] ?? lines[place - 1]
    if (near) goTo(near.key, 'description')
  }
  return { container, onKeyDown, onPaste, goTo, leaveRow }
}

function cellOf(target: EventTarget): (Cell & { input: HTMLInputElement }) | undefined {
  if (!(target instanceof HTMLInputElement)) return undefined
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
  const field = target.dataset.cell
  const isCell = field === 'description' || field === 'quantity' || field === 'unitPrice'
  return row && isCell ? { row, field, input: target } : undefined
}
