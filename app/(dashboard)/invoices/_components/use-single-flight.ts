import { useRef } from 'react'

/**
 * The action, deaf while it runs: a second click before the screen has drawn the first one's progress does nothing. The
 * idempotency key makes a repeated write harmless; this spares the second toast.
 */
export function useSingleFlight<Arguments extends unknown[]>(
  action: (...given: Arguments) => Promise<unknown>,
): (...given: Arguments) => void {
  const isRunning = useRef(false)
  return (...given) => {
    if (isRunning.current) return
    isRunning.current = true
    // A refusal was shown by whoever made the call.
    const done = () => {
      isRunning.current = false
    }
    void action(...given).then(done, done)
  }
}
