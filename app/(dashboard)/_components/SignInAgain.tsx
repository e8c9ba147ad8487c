import { lazy, useEffect, useRef, useState } from 'react'
import { onSessionLost } from '../../api.ts'
import { OnceOpened } from './OnceOpened.tsx'

const SignInAgainDialog = lazy(async () => ({
  default: (await import('./SignInAgainDialog.tsx')).SignInAgainDialog,
}))

/** Asks to sign in again when the session ended while somebody works; every call that waits gets the one answer. */
export function SignInAgain() {
  const [isAsking, setAsking] = useState(false)
  const waiting = useRef<((isSignedIn: boolean) => void)[]>([])
  const answer = (isSignedIn: boolean) => {
    setAsking(false)
    for (const resolve of waiting.current.splice(0)) resolve(isSignedIn)
  }
  useEffect(
    () =>
      onSessionLost(() => {
        setAsking(true)
        return new Promise((resolve) => waiting.current.push(resolve))
      }),
    [],
  )
  return (
    <OnceOpened opened={isAsking}>
      <SignInAgainDialog opened={isAsking} onAnswer={answer} />
    </OnceOpened>
  )
}
