import { Alert, Button, Group, Progress, Text } from '@mantine/core'
import { countOf, type ImportState } from './use-customer-import.ts'

interface ImportProgressProps {
  state: ImportState
  onStop: () => void
  /** Goes on where it was stopped or cut off. */
  onResume: () => void
}

/** How far it is, what would happen, and in the end what did; read out when it changes. */
export function ImportProgress({ state, onStop, onResume }: ImportProgressProps) {
  const { step, halted, customers, past } = state
  const isUnderWay = step === 'looking' || step === 'running'
  return (
    <div role="status">
      {isUnderWay && customers > 0 && (
        <>
          <Group justify="space-between" mb={4} mih={30}>
            <Text size="sm">
              {past.toLocaleString('en-US')} of {customers.toLocaleString('en-US')} customers{' '}
              {step === 'looking' ? 'looked at' : 'brought in'}
            </Text>
            <Button size="compact-sm" variant="default" onClick={onStop}>
              Stop
            </Button>
          </Group>
          <Progress
            value={(past / customers) * 100}
            aria-label={step === 'looking' ? 'Customers looked at' : 'Customers brought in'}
          />
        </>
      )}
      {step === 'ready' && halted && (
        <Alert color="amber" variant="light" p="sm" title={haltedTitle(halted, past, customers)}>
          <Text size="sm">
            {halted === 'running'
              ? 'What was brought in stays. Going on brings in the rest and nothing twice.'
              : 'Nothing was kept yet. Going on looks at the rest.'}
          </Text>
          <Button mt="xs" size="xs" variant="default" onClick={onResume}>
            Go on with the rest
          </Button>
        </Alert>
      )}
      {step === 'ready' && !halted && <Text size="sm">{outcomeSentence(state, 'would be')}</Text>}
      {step === 'done' && <Done state={state} />}
    </div>
  )
}

function haltedTitle(halted: 'looking' | 'running', past: number, customers: number): string {
  const counted = `${past.toLocaleString('en-US')} of ${customers.toLocaleString('en-US')} customers`
  return halted === 'running' ? `Stopped after ${counted}` : `Looked at ${counted}`
}

function Done({ state }: { state: ImportState }) {
  const isRefused = countOf(state.lines, 'refused') > 0
  return (
    <Alert color={isRefused ? 'amber' : 'emerald'} variant="light" p="sm" title="The import is over">
      {outcomeSentence(state, 'were')}
      {isRefused &&
        ' Download the refused lines, mend them and choose that file: the others need not be sent again.'}
    </Alert>
  )
}

function outcomeSentence({ lines }: ImportState, would: 'would be' | 'were'): string {
  const said = [
    [countOf(lines, 'created'), 'created'],
    [countOf(lines, 'updated'), 'changed'],
    [countOf(lines, 'unchanged'), 'left as they are'],
    [countOf(lines, 'refused'), 'refused'],
  ] as const
  const parts = said
    .filter(([count]) => count > 0)
    .map(([count, did]) => `${count.toLocaleString('en-US')} ${did}`)
  const ofLines = `Of ${lines.length.toLocaleString('en-US')} lines`
  return `${ofLines}, ${would === 'were' ? '' : 'there would be '}${parts.join(', ')}.${
    would === 'were' ? '' : ' Nothing was kept yet.'
  }`
}
