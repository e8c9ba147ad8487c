import { useEffect } from 'react'

/**
 * Ctrl-Enter and Cmd-Enter send the form that has the focus, also from a field of several lines where Enter alone begins
 * the next one. Forms that save in a way of their own take the key first. Mounted once, by the shell.
 */
export function useSaveKey() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      if (event.defaultPrevented || event.repeat) return
      const form = event.target instanceof Element ? event.target.closest('form') : null
      if (!form) return
      event.preventDefault()
      form.requestSubmit()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
