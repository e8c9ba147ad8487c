import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'

export interface Shortcut {
  /** One key, or two pressed one after the other: "n", "?", "g i". */
  keys: string
  label: string
  run: () => void
}

/*
 * The shortcuts of what is on the screen now. They are listed under "?", and can be switched off there, because single
 * letters get in the way of some screen readers and of voice control.
 */
let active: readonly Shortcut[] = []
const listeners = new Set<() => void>()
const storageKey = 'platen-shortcuts'

/** Adds shortcuts while the component is on the screen; what was added last wins. */
export function useShortcuts(shortcuts: Shortcut[]) {
  const run = useEffectEvent((keys: string) => shortcuts.find((shortcut) => shortcut.keys === keys)?.run())
  const described = shortcuts.map(({ keys, label }) => `${keys}\t${label}`).join('\n')
  useEffect(() => {
    const mine = described.split('\n').flatMap((text) => {
      const [keys = '', label = ''] = text.split('\t')
      return keys ? [{ keys, label, run: () => run(keys) }] : []
    })
    change([...mine, ...active])
    return () => change(active.filter((shortcut) => !mine.includes(shortcut)))
  }, [described])
}

/** Every shortcut that works on this screen. */
export function useActiveShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => active)
}

/** Whether single keys act at all; kept in this browser. */
export function useShortcutsEnabled(): [boolean, (enabled: boolean) => void] {
  const enabled = useSyncExternalStore(subscribe, areEnabled)
  return [
    enabled,
    (next) => {
      localStorage.setItem(storageKey, next ? 'on' : 'off')
      change(active)
    },
  ]
}

/** Listens for keys; mounted once, by the shell. */
export function useShortcutKeys() {
  useEffect(() => {
    let first = ''
    let firstAt = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if (isBusy(event.target) || (!areEnabled() && event.key !== '?')) return
      const pair = event.timeStamp - firstAt < 1_200 ? `${first} ${event.key}` : ''
      const hit = active.find(({ keys }) => keys === pair) ?? active.find(({ keys }) => keys === event.key)
      first = event.key
      firstAt = event.timeStamp
      if (!hit) return
      event.preventDefault()
      first = ''
      hit.run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** While somebody types, or a dialog or menu is open, letters are letters. */
function isBusy(target: EventTarget | null): boolean {
  const isTyping =
    target instanceof Element && target.closest('input, textarea, select, [contenteditable=true]')
  return Boolean(isTyping) || document.querySelector('[role=dialog], [role=menu]') !== null
}

function areEnabled(): boolean {
  return localStorage.getItem(storageKey) !== 'off'
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function change(next: readonly Shortcut[]) {
  active = next
  for (const listener of listeners) listener()
}
