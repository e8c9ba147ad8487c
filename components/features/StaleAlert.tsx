import { Button, Group, Text } from '@mantine/core'
import { type Difference, Differences } from './Differences.tsx'
import { MeanwhileAlert } from './MeanwhileAlert.tsx'
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
  if (!isStale) return null
  return (
    <MeanwhileAlert p="sm" block="nearest" title={`Somebody else changed ${name} while you were editing`}>
      <Text size="sm">
        {isShowingTheirs
          ? 'This is their version. What you typed is kept until you save.'
          : 'Nothing was saved, and nothing you typed is lost.'}
      </Text>
      {!isShowingTheirs && <Differences rows={theirs && differencesOf(inWords(draft), inWords(theirs))} />}
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
    </MeanwhileAlert>
  )
}

function differencesOf(mine: InWords, theirs: InWords): Difference[] {
  return mine
    .map(([field, typed], index) => ({ field, typed, saved: theirs[index]?.[1] ?? '' }))
    .filter(({ typed, saved }) => typed !== saved)
}
