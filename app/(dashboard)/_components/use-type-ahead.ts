import { useCallback, useRef } from 'react'

/** However slowly something opens: after so long the keys are the page's again. */
const patienceMs = 5_000

const nothing: TypedAhead = { text: '', isEntered: false }

export interface TypedAhead {
  text: string
  /** Whether Enter followed. */
  isEntered: boolean
}

/**
 * What is typed between asking for a field and the moment it is there: its code is still on the way the first time. The keys
 * are held back from the page, where each would be a shortcut, until the field takes them; Escape takes the asking back.
 */
export function useTypeAhead() {
  const typed = useRef<TypedAhead>(nothing)
  const stop = useRef<(() => void) | null>(null)
  const take = useCallback(() => {
    stop.current?.()
    const taken = typed.current
    typed.current = nothing
    return taken
  }, [])
  const start = (onEscape: () => void) => {
    take()
    const hold = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { text } = typed.current
      if (event.key === 'Escape') {
        take()
        onEscape()
      } else if (event.key.length === 1) typed.current = { text: text + event.key, isEntered: false }
      else if (event.key === 'Backspace') typed.current = { text: text.slice(0, -1), isEntered: false }
      else if (event.key === 'Enter') typed.current = { text, isEntered: true }
      else return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    window.addEventListener('keydown', hold, { capture: true })
    const late = window.setTimeout(take, patienceMs)
    stop.current = () => {
      window.removeEventListener('keydown', hold, { capture: true })
      window.clearTimeout(late)
      stop.current = null
    }
  }
  return { start, take }
}
