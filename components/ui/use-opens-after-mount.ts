import { useEffect, useState } from 'react'

/**
 * For dialogs whose code is only read when they are first opened: they are mounted closed and open right after, because
 * focus can only return to where it was before the opening.
 */
export function useOpensAfterMount(opened: boolean): boolean {
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(opened), [opened])
  return isShown
}
