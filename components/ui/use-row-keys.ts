import type { KeyboardEvent, RefObject } from 'react'
import { useShortcuts } from './use-shortcuts.ts'

/** Moves between the rows' links: arrow keys, Home and End inside the table, j and k from anywhere on the page. */
export function useRowKeys(body: RefObject<HTMLElement | null>) {
  const links = () => Array.from(body.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])
  const step = (by: 1 | -1) => {
    const all = links()
    const row = document.activeElement?.closest('tr')
    const current = all.findIndex((link) => row?.contains(link))
    focusOn(all[current === -1 ? 0 : Math.min(Math.max(current + by, 0), all.length - 1)])
  }
  useShortcuts([
    { keys: 'j', label: 'Next row', run: () => step(1) },
    { keys: 'k', label: 'Previous row', run: () => step(-1) },
  ])
  const moveFor = (key: string) => {
    if (key === 'ArrowDown') return () => step(1)
    if (key === 'ArrowUp') return () => step(-1)
    if (key === 'Home') return () => focusOn(links()[0])
    if (key === 'End') return () => focusOn(links().at(-1))
    return undefined
  }
  return (event: KeyboardEvent) => {
    const move = moveFor(event.key)
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox'
    if (event.target instanceof HTMLSelectElement) return
    if (!move || isTyping) return
    event.preventDefault()
    move()
  }
}

function focusOn(link: HTMLElement | undefined) {
  link?.focus()
  link?.closest('tr')?.scrollIntoView({ block: 'nearest' })
}
