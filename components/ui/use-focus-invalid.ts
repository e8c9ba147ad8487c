import { type RefObject, useEffect, useState } from 'react'

/**
 * Gives a function that moves the focus to the first field in error inside of an element, as soon as the errors set
 * together with it are on the screen.
 */
export function useFocusInvalid(element: RefObject<HTMLElement | null>): () => void {
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    if (asked > 0) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [asked, element])
  return () => setAsked((times) => times + 1)
}
