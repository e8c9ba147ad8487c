import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef } from 'react'

/**
 * Takes a line along by its handle: it moves as soon as the pointer has passed the middle of its neighbour. The pointer
 * is followed on the window, because the handle itself moves in the document.
 */
export function useLineDrag(
  container: RefObject<HTMLElement | null>,
  move: (key: string, by: -1 | 1) => void,
): (event: ReactPointerEvent) => void {
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  return (event) => {
    const row = event.currentTarget.closest<HTMLElement>('[data-row]')
    const key = row?.dataset.row
    if (!key || event.button !== 0) return
    event.preventDefault()
    const mark = () => container.current?.querySelector<HTMLElement>(`[data-row="${key}"]`)
    const follow = ({ clientY }: PointerEvent) => {
      const by = stepTo(rowsOf(container.current), key, clientY)
      if (by !== undefined) move(key, by)
    }
    stop.current = () => {
      window.removeEventListener('pointermove', follow)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      mark()?.removeAttribute('data-dragged')
    }
    const end = () => stop.current?.()
    mark()?.setAttribute('data-dragged', '')
    window.addEventListener('pointermove', follow)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
  }
}

function rowsOf(container: HTMLElement | null): HTMLElement[] {
  return Array.from(container?.querySelectorAll<HTMLElement>('[data-row]') ?? [])
}

/** One step up or down when the pointer stands beyond the middle of the row next to it. */
function stepTo(rows: readonly HTMLElement[], key: string, y: number): -1 | 1 | undefined {
  const at = rows.findIndex((row) => row.dataset.row === key)
  const middle = (row: HTMLElement | undefined) => {
    const box = row?.getBoundingClientRect()
    return box && box.top + box.height / 2
  }
  const above = at > 0 ? middle(rows[at - 1]) : undefined
  const below = middle(rows[at + 1])
  if (above !== undefined && y < above) return -1
  return below !== undefined && y > below ? 1 : undefined
}
