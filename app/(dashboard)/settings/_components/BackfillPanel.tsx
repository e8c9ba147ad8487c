import { Alert, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { BackfillName, BackfillRun } from '../../../../contract/backfills.ts'
import { backfillWords } from './backfill-words.ts'
import { useBackfill } from './use-backfill.ts'

interface BackfillPanelProps {
  backfill: { name: BackfillName; title: string; says: string; lastRun: BackfillRun | null }
}

/** One backfill: what it compares, how its last run came out, a look at what it would do, and the run. */
export function BackfillPanel({ backfill: { name, title, says, lastRun } }: BackfillPanelProps) {
  const why = useMay('company.maintenance.run') ? undefined : notAllowed
  const { state, check, run, stop } = useBackfill(name)
  const { step, counts, error } = state
  const isBusy = step === 'checking' || step === 'running'
  const button = (label: string, onClick: () => void, isMain = false) => (
    <ClosedButton
      variant={isMain ? 'filled' : 'default'}
      size="compact-sm"
      why={why}
      aria-label={`${label}: ${title}`}
      onClick={onClick}
    >
      {label}
    </ClosedButton>
  )
  const hasWork = step === 'checked' && counts.written + counts.removed > 0
  return (
    <Panel title={title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb={4}>
        <Text>{says}</Text>
        <Group gap="xs" wrap="nowrap" style={{ flex: 'none' }}>
          {isBusy ? button('Stop', stop) : button('Check', () => void check())}
          {hasWork && button('Write', () => void run(false), true)}
        </Group>
      </Group>
      <div role="status">
        {isBusy && (
          <Text size="sm" c="dimmed">
            {step === 'checking' ? 'Comparing' : 'Writing'}: {counts.scanned.toLocaleString('en-US')} rows so
            far
          </Text>
        )}
        {(step === 'checked' || step === 'done') && (
          <Alert color={hasWork ? 'amber' : 'emerald'} variant="light" p="sm">
            {backfillWords(counts, step === 'checked')}
          </Alert>
        )}
      </div>
      <RefusalAlert error={error} />
      {!isBusy && <LastRun run={lastRun} onGoOn={button('Go on', () => void run(true))} />}
    </Panel>
  )
}

function LastRun({ run, onGoOn }: { run: BackfillRun | null; onGoOn: ReactNode }) {
  if (!run)
    return (
      <Text size="sm" c="dimmed" mt={4}>
        Never run.
      </Text>
    )
  return (
    <Group justify="space-between" mt={4}>
      <Text size="sm" c="dimmed">
        {run.finishedAt ? 'Last run ' : 'The last run was cut off '}
        <InstantText instant={run.finishedAt ?? run.updatedAt} />
        {run.startedBy && `, by ${run.startedBy}`}. {backfillWords(run, false)}
      </Text>
      {!run.finishedAt && onGoOn}
    </Group>
  )
}
