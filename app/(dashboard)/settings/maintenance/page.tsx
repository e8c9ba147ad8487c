import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { query } from '../../../api.ts'
import { BackfillPanel } from '../_components/BackfillPanel.tsx'
import { SettingsBar } from '../_components/SettingsBar.tsx'

export const Route = createFileRoute('/_dashboard/settings/maintenance')({ component: Maintenance })

/** What Platen keeps twice, to be compared with its source and written anew. */
function Maintenance() {
  const backfills = useQuery(query.backfills.list.queryOptions())
  return (
    <Stack gap="md" maw={680}>
      <title>Maintenance · Platen</title>
      <SettingsBar text="Some figures are kept twice, so that they are read at once. Check here that they agree with their source; what does not is written anew. Work at the counter goes on meanwhile." />
      {backfills.error && !backfills.data && (
        <ErrorState error={backfills.error} onRetry={() => void backfills.refetch()} />
      )}
      {backfills.isPending && <Skeleton h={120} aria-label="Loading" />}
      {backfills.data?.data.map((backfill) => (
        <BackfillPanel key={backfill.name} backfill={backfill} />
      ))}
    </Stack>
  )
}
