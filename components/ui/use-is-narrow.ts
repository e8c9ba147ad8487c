import { useCallback, useState } from 'react'

const phone = '(max-width: 48em)'

/**
 * Whether an element has less room than so many pixels, or is on a phone; judged before it is painted, and again whenever
 * its size changes. The element takes the `ref`.
 */
export function useIsNarrow(minimumWidth: number): {
  ref: (element: HTMLElement | null) => (() => void) | undefined
  isNarrow: boolean
} {
  const [isNarrow, setNarrow] = useState(() => window.matchMedia(phone).matches)
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return
      const measure = () => setNarrow(element.clientWidth < minimumWidth || window.matchMedia(phone).matches)
      measure()
      const observer = new ResizeObserver(measure)
      observer.observe(element)
      return () => observer.disconnect()
    },
    [minimumWidth],
  )
  return { ref, isNarrow }
}
