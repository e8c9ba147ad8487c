import { Alert, Button, Group, Table, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import classes from './StaleAlert.module.css'
import type { Stale } from './use-stale.ts'

/** A draft in words: each field with what stands in it. */
export type InWords = readonly (readonly [field: string, text: string])[]

interface StaleAlertProps<Draft> {
  /** What both were changing: "Ada Press". */
  name: string
  draft: Draft
  stale: Stale<Draft>
  inWords: (draft: Draft) => InWords
  /** Saves what was typed over what the other person saved. */
  onOverwrite: () => void
  isPending: boolean
}

/** Their version beside what was typed, where the two differ, and the choice between them. */
export function StaleAlert<Draft>({
  name,
  draft,
  stale,
  inWords,
  onOverwrite,
  isPending,
}: StaleAlertProps<Draft>) {
  const { isStale, theirs, isShowingTheirs, showTheirs, showMine } = stale
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isStale) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isStale])
  if (!isStale) return null
  return (
    <Alert
      ref={element}
      color="amber"
      variant="light"
      role="alert"
      p="sm"
      title={`Somebody else changed ${name} while you were editing`}
    >
      <Text size="sm">
        {isShowingTheirs
          ? 'This is their version. What you typed is kept until you save.'
          : 'Nothing was saved, and nothing you typed is lost.'}
      </Text>
      {!isShowingTheirs && <Differences mine={inWords(draft)} theirs={theirs && inWords(theirs)} />}
      <Group gap="xs" mt="sm">
        {isShowingTheirs ? (
          <Button size="xs" variant="default" onClick={showMine}>
            Back to what I typed
          </Button>
        ) : (
          <>
            <Button size="xs" variant="default" disabled={!theirs} onClick={showTheirs}>
              Load their version
            </Button>
            <Button size="xs" variant="default" disabled={!theirs} loading={isPending} onClick={onOverwrite}>
              Save mine over theirs
            </Button>
          </>
        )}
      </Group>
    </Alert>
  )
}

function Differences({ mine, theirs }: { mine: InWords; theirs: InWords | undefined }) {
  if (!theirs) return <Text size="sm">Reading their version…</Text>
  const rows = mine
    .map(([field, typed], index) => ({ field, typed, saved: theirs[index]?.[1] ?? '' }))
    .filter(({ typed, saved }) => typed !== saved)
  if (rows.length === 0) return <Text size="sm">Their version says the same as yours.</Text>
  return (
    <Table className={classes.table} aria-label="Where the two differ" verticalSpacing={4} mt="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Field</Table.Th>
          <Table.Th>You typed</Table.Th>
          <Table.Th>They saved</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ field, typed, saved }) => (
          <Table.Tr key={field}>
            <Table.Th scope="row">{field}</Table.Th>
            <Table.Td>{typed || '–'}</Table.Td>
            <Table.Td>{saved || '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
