import { Button } from '@mantine/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import classes from './DataTable.module.css'

interface MoreRowsProps {
  onMore: () => void
  isLoading: boolean
}

/** Reads the next page when the end of the list comes near; a button for those who do not scroll. */
export function MoreRows({ onMore, isLoading }: MoreRowsProps) {
  const end = useRef<HTMLDivElement>(null)
  const whenNear = useEffectEvent(() => {
    if (!isLoading) onMore()
  })
  useEffect(() => {
    if (!end.current) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) whenNear()
      },
      { rootMargin: '400px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={end} className={classes.more}>
      <Button variant="subtle" size="compact-sm" loading={isLoading} onClick={onMore}>
        Show more
      </Button>
    </div>
  )
}
