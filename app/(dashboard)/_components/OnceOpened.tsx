import { type ReactNode, Suspense, useState } from 'react'

/** Mounts what is inside when it is first opened, and keeps it from then on; its code is read only then. */
export function OnceOpened({ opened, children }: { opened: boolean; children: ReactNode }) {
  const [wasOpened, setWasOpened] = useState(false)
  if (opened && !wasOpened) setWasOpened(true)
  return wasOpened && <Suspense>{children}</Suspense>
}
