import { Alert, Code, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { useMay } from '../../../../components/features/session.ts'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { type SystemState, taskLabels } from '../../../../contract/system.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { query } from '../../../api.ts'
import classes from './Health.module.css'

/** What the books stand on: workers and their jobs, the audit log's seal, the last backup, the database. */
export function SystemHealth() {
  const system = useQuery({ ...query.system.show.queryOptions(), refetchInterval: 10_000 })
  const mayReadLog = useMay('accounting.audit.read')
  if (system.error && !system.data)
    return <ErrorState error={system.error} onRetry={() => void system.refetch()} />
  if (!system.data) return <Skeleton h={320} aria-label="Loading" />
  const { data } = system
  return (
    <>
      <WorkersPanel {...data} />
      {mayReadLog && <SealPanel />}
      <BackupPanel backup={data.lastBackup} />
      <DatabasePanel {...data} />
    </>
  )
}

function WorkersPanel({ workers, queue }: Pick<SystemState, 'workers' | 'queue'>) {
  const failed = queue.filter((task) => task.failed > 0)
  return (
    <Panel title="Work in the background">
      {workers.length === 0 && (
        <Alert color="red" variant="light" p="sm" mb="sm" title="No worker is running">
          Reminders, nightly work and the sealing of the audit log wait. <Code>platen start</Code> brings a
          worker along.
        </Alert>
      )}
      <Facts>
        <Fact name="Workers">
          {workers.length === 0 ? 'None' : `${workers.length} running`}
          {workers[0] && (
            <Text span c="dimmed">
              {' since '}
              <InstantText instant={workers[0].startedAt} />
            </Text>
          )}
        </Fact>
        {queue.length === 0 && <Fact name="Jobs">Nothing waits</Fact>}
        {queue.map((task) => (
          <Fact key={task.task} name={taskLabels[task.task] ?? task.task}>
            {jobsInWords(task)}
          </Fact>
        ))}
      </Facts>
      {failed.map(({ task, lastError }) => (
        <Alert key={task} color="red" variant="light" p="sm" mt="sm" title={taskLabels[task] ?? task}>
          Given up: {lastError ?? 'nobody knows why'}
        </Alert>
      ))}
    </Panel>
  )
}

function jobsInWords({ waiting, retrying, failed }: SystemState['queue'][number]): string {
  const words = [
    waiting > 0 && `${waiting} waiting`,
    retrying > 0 && `${retrying} to be tried again`,
    failed > 0 && `${failed} given up`,
  ]
  return words.filter(Boolean).join(', ')
}

function SealPanel() {
  const head = useQuery({ ...query.audit.head.queryOptions(), refetchInterval: 10_000 })
  return (
    <Panel title="Seal of the audit log">
      {head.error && !head.data && <ErrorState error={head.error} onRetry={() => void head.refetch()} />}
      {head.isPending && <Skeleton h={60} aria-label="Loading" />}
      {head.data && (
        <Facts>
          <Fact name="Sealed">
            {head.data.sealedAt === null ? (
              'Nothing yet'
            ) : (
              <>
                Up to position {head.data.position.toLocaleString('en-US')},{' '}
                <InstantText instant={head.data.sealedAt} />
              </>
            )}
          </Fact>
          <Fact name="Waiting">{head.data.waiting === 0 ? 'Nothing' : `${head.data.waiting} entries`}</Fact>
          <Fact name="Noted elsewhere">
            {head.data.lastNoted
              ? `On ${formatDate(head.data.lastNoted.day)}, position ${head.data.lastNoted.position.toLocaleString('en-US')}`
              : 'Not yet'}
          </Fact>
        </Facts>
      )}
    </Panel>
  )
}

function BackupPanel({ backup }: { backup: SystemState['lastBackup'] }) {
  return (
    <Panel title="Backup">
      {backup === null ? (
        <Text>
          None so far.{' '}
          <Text span c="dimmed">
            <Code>platen backup FILE</Code> writes all of it into one checked file, beside the running shop.
          </Text>
        </Text>
      ) : (
        <Facts>
          <Fact name="Last one">
            <InstantText instant={backup.takenAt} />
          </Fact>
          <Fact name="Holds">
            {backup.rows.toLocaleString('en-US')} rows, {sizeOf(backup.bytes)}
          </Fact>
          {backup.restoredAt && (
            <Fact name="Restored">
              <InstantText instant={backup.restoredAt} />
            </Fact>
          )}
        </Facts>
      )}
    </Panel>
  )
}

function DatabasePanel({ platenVersion, database }: Pick<SystemState, 'platenVersion' | 'database'>) {
  const { version, bytes, migrations, lastMigration } = database
  return (
    <Panel title="Database">
      <Facts>
        <Fact name="Platen">{platenVersion}</Fact>
        <Fact name="PostgreSQL">{version}</Fact>
        <Fact name="Size">{sizeOf(bytes)}</Fact>
        <Fact name="Migrations">
          {migrations}
          {lastMigration && (
            <Text span c="dimmed">
              {` (last ${lastMigration})`}
            </Text>
          )}
        </Fact>
      </Facts>
    </Panel>
  )
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

const units = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** How much room something takes, in the unit in which it is a number that one can read. */
function sizeOf(bytes: number): string {
  const power = Math.min(units.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1_000 ** power
  const digits = value < 10 ? 1 : 0
  const unit = units[power - 1] ?? 'kilobyte'
  return new Intl.NumberFormat('en-US', { style: 'unit', unit, maximumFractionDigits: digits }).format(value)
}
