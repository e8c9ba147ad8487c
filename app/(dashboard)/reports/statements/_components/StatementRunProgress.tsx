import { Alert, Button, Group, Progress, Text } from '@mantine/core'
import type { RunRow, RunState } from './use-statement-run.ts'

interface StatementRunProgressProps {
  state: RunState
  /** Goes on where a run was cut off. */
  onResume: () => void
}

/** How far the run is, and in the end what came of it; read out when it changes. */
export function StatementRunProgress({ state, onResume }: StatementRunProgressProps) {
  const { step, rows, error } = state
  if (!rows || rows.length === 0) return null
  const count = (outcome: RunRow['outcome']) => rows.filter((row) => row.outcome === outcome).length
  const past = rows.length - count('due')
  return (
    <div role="status" style={{ marginBottom: 12 }}>
      {step === 'ready' && (
        <Text size="sm">{whatWillHappen(count('due'), count('unchanged'), count('refused'))}</Text>
      )}
      {step === 'running' && (
        <>
          <Text size="sm" mb={4}>
            {past} of {rows.length} customers
          </Text>
          <Progress value={(past / rows.length) * 100} aria-label="Statements generated" />
        </>
      )}
      {step === 'done' && (
        <Alert
          color={count('refused') > 0 ? 'amber' : 'emerald'}
          variant="light"
          p="sm"
          title="The run is over"
        >
          {sentences([
            [count('done'), 'was generated', 'were generated'],
            [count('unchanged'), 'was there already', 'were there already'],
            [count('refused'), 'was refused', 'were refused'],
          ])}
        </Alert>
      )}
      {step === 'ready' && error && past > 0 && (
        <Group mt="xs">
          <Button variant="default" onClick={onResume}>
            Go on with the rest
          </Button>
        </Group>
      )}
    </div>
  )
}

function whatWillHappen(due: number, unchanged: number, refused: number): string {
  const parts = sentences([
    [due, 'will be generated', 'will be generated'],
    [unchanged, 'is there already and stays', 'are there already and stay'],
    [refused, 'cannot be generated', 'cannot be generated'],
  ])
  return `${parts} Nothing was kept yet.`
}

function sentences(parts: [count: number, one: string, many: string][]): string {
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => (count === 1 ? `1 statement ${one}` : `${count} statements ${many}`))
  return `${said.join(', ')}.`
}
