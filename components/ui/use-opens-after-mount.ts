import { useLayoutEffect, useState } from 'react'

/**
 * For dialogs whose code is only read when they are first opened: they are mounted closed and open right after, because
 * focus can only return to where it was before the opening. They open before the next key is heard, so that an Escape
 * which follows at once closes them.
 */
export function useOpensAfterMount(opened: boolean): boolean {
  const [isShown, setShown] = useState(false)
  useLayoutEffect(() => setShown(opened), [opened])
  return isShown
}
