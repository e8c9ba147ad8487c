import { Alert, Group, Progress, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { VerificationRun } from '../../../../contract/verification.ts'
import { api, query } from '../../../api.ts'
import { doorLabels } from './operation-label.ts'
import { PromiseParts } from './PromiseParts.tsx'

const askedEveryMs = 500

/** How the books stood when they were last verified, part by part, and having them verified now. */
export function BooksHealth() {
  const state = useQuery({
    ...query.verification.show.queryOptions(),
    refetchInterval: ({ state: { data } }) => (data?.underWay ? askedEveryMs : 30_000),
  })
  const verify = useWrite(api.verification.run, { onRefusal: () => undefined })
  const mayVerify = useMay('company.maintenance.run')
  const { last = null, underWay = null } = state.data ?? {}
  const isBusy = underWay !== null || verify.isPending
  const why = mayVerify ? (isBusy ? 'The books are being verified.' : undefined) : notAllowed
  if (state.error && !state.data)
    return <ErrorState error={state.error} onRetry={() => void state.refetch()} />
  return (
    <Panel title="Books" flush>
      <Group justify="space-between" wrap="nowrap" align="flex-start" px="md" pb="sm">
        <div role="status">
          {state.isPending ? <Skeleton h={40} w={280} aria-label="Loading" /> : <Outcome run={last} />}
        </div>
        <ClosedButton why={why} style={{ flex: 'none' }} onClick={() => verify.mutate({})}>
          Verify now
        </ClosedButton>
      </Group>
      <RefusalAlert error={verify.error} />
      {underWay && <UnderWay run={underWay} />}
      {last?.failure && (
        <Alert color="red" variant="light" mx="md" mb="sm" p="sm" title="It could not be finished">
          {last.failure}
        </Alert>
      )}
      <PromiseParts run={last} />
    </Panel>
  )
}

function Outcome({ run }: { run: VerificationRun | null }) {
  if (!run?.finishedAt)
    return (
      <>
        <Text fw={600}>Not verified yet</Text>
        <Text size="sm" c="dimmed">
          Verifying adds up every balance again from its entries, and compares.
        </Text>
      </>
    )
  const { lines, broken, failure, tookMs, startedBy, door } = run
  const holds = failure === null && broken.length === 0
  return (
    <>
      <Text fw={600} c={holds ? undefined : 'red'}>
        {failure !== null
          ? 'Not verified to the end'
          : holds
            ? 'All of it holds'
            : `${broken.length} of ${lines} promises do not hold`}
      </Text>
      <Text size="sm" c="dimmed">
        Verified <InstantText instant={run.finishedAt} inSentence />
        {tookMs !== null && ` in ${seconds(tookMs)}`}
        {startedBy && `, ${startedBy} ${doorLabels[door]}`}
      </Text>
    </>
  )
}

function UnderWay({ run: { checked, lines } }: { run: VerificationRun }) {
  const system = useQuery(query.system.show.queryOptions())
  const isAlone = checked === 0 && system.data?.workers.length === 0
  return (
    <div style={{ padding: '0 16px 12px' }}>
      <Progress
        value={(checked / lines) * 100}
        animated={checked === 0}
        aria-label="Promises looked into"
        aria-valuetext={`${checked} of ${lines}`}
      />
      <Text size="sm" c="dimmed" mt={4}>
        {isAlone
          ? 'It waits for a worker, and none is running.'
          : checked === 0
            ? 'About to begin'
            : `${checked} of ${lines} looked into`}
      </Text>
    </div>
  )
}

function seconds(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${(milliseconds / 1_000).toFixed(1)} s`
}
