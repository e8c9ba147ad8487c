import { VisuallyHidden } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/** Reads out the new page's title after moving from one to another, as a browser does with documents. */
export function PageAnnouncer() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const [title, setTitle] = useState('')
  useEffect(() => {
    const frame = requestAnimationFrame(() => setTitle(path === undefined ? '' : document.title))
    return () => cancelAnimationFrame(frame)
  }, [path])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {title}
    </VisuallyHidden>
  )
}
