import { useCallback, useRef } from 'react'

/** However slowly something opens: after so long the keys are the page's again. */
const patienceMs = 5_000

/**
 * What is typed between asking for a field and the moment it is there: its code is still on the way the first time. The keys
 * are held back from the page, where each would be a shortcut, until the field takes them.
 */
export function useTypeAhead() {
  const typed = useRef('')
  const stop = useRef<(() => void) | null>(null)
  const take = useCallback(() => {
    stop.current?.()
    const text = typed.current
    typed.current = ''
    return text
  }, [])
  const start = useCallback(() => {
    take()
    const hold = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key.length === 1) typed.current += event.key
      else if (event.key === 'Backspace') typed.current = typed.current.slice(0, -1)
      else if (event.key !== 'Enter') return
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
  }, [take])
  return { start, take }
}
