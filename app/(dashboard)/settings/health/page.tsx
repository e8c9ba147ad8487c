import { Stack } from '@mantine/core'
import { createFileRoute } from '@tanstack/react-router'
import { BooksHealth } from '../_components/BooksHealth.tsx'
import classes from '../_components/Health.module.css'
import { SystemHealth } from '../_components/SystemHealth.tsx'

export const Route = createFileRoute('/_dashboard/settings/health')({ component: Health })

/** Whether the books hold, and whether what they stand on is well. */
function Health() {
  return (
    <div className={classes.page}>
      <title>Health · Platen</title>
      <BooksHealth />
      <Stack gap="md">
        <SystemHealth />
      </Stack>
    </div>
  )
}
