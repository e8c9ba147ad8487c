import { Skeleton } from '@mantine/core'
import classes from './InvoiceLines.module.css'

/** The shape of a short list that is on its way. */
export function LinesSkeleton() {
  return (
    <div className={classes.skeleton} role="status" aria-label="Loading">
      {[80, 62, 71, 55].map((width) => (
        <Skeleton key={width} h={12} w={`${width}%`} />
      ))}
    </div>
  )
}
