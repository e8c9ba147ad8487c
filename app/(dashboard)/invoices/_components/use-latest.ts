import { type RefObject, useLayoutEffect, useRef } from 'react'

/** The latest value behind a reference that never changes, for callbacks that must stay the same. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
