import { Button, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import classes from './ActivityTab.module.css'

interface ActivitySectionProps {
  title: string
  hasMore: boolean
  isLoadingMore: boolean
  error: unknown
  onMore: () => void
  children: ReactNode
}

/** One list of the activity. More of it comes on request, so that a long one does not push the others out of reach. */
export function ActivitySection({
  title,
  hasMore,
  isLoadingMore,
  error,
  onMore,
  children,
}: ActivitySectionProps) {
  const titleId = useId()
  return (
    <section aria-labelledby={titleId}>
      <Title order={2} mb={6} id={titleId}>
        {title}
      </Title>
      {children}
      <RefusalAlert error={error} />
      {hasMore && (
        <div className={classes.more}>
          <Button
            variant="subtle"
            size="compact-sm"
            loading={isLoadingMore}
            aria-label={`Show more: ${title}`}
            onClick={onMore}
          >
            Show more
          </Button>
        </div>
      )}
    </section>
  )
}
