import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { type Difference, Differences } from '../../../../components/features/Differences.tsx'
import { MeanwhileAlert } from '../../../../components/features/MeanwhileAlert.tsx'

interface StaleDraftAlertProps {
  number: string
  /** Where their version differs from what is typed; undefined until their version was read. */
  differences: Difference[] | undefined
  isShowingTheirs: boolean
  onShowTheirs: () => void
  onShowMine: () => void
  /** Saves what stands in the form over what the other person saved. */
  onOverwrite: () => void
  isPending: boolean
}

/** Somebody else saved the draft in the meantime: nothing typed is lost, and nothing of theirs either, unless asked for. */
export function StaleDraftAlert({
  number,
  differences,
  isShowingTheirs,
  onShowTheirs,
  onShowMine,
  onOverwrite,
  isPending,
}: StaleDraftAlertProps) {
  const choices = useRef<HTMLDivElement>(null)
  // One version takes the place of the other, and so do the buttons; the keyboard stays with them.
  const wasShowing = useRef(isShowingTheirs)
  useEffect(() => {
    if (wasShowing.current !== isShowingTheirs) choices.current?.querySelector('button')?.focus()
    wasShowing.current = isShowingTheirs
  }, [isShowingTheirs])
  return (
    <MeanwhileAlert mb="md" title={`Somebody else changed ${number} while you were editing`}>
      <Text size="sm">
        {isShowingTheirs
          ? 'This is their version. What you typed is kept until you save or leave.'
          : 'Nothing was saved, and nothing you typed is lost.'}
      </Text>
      {!isShowingTheirs && <Differences rows={differences} />}
      <Group ref={choices} gap="xs" mt="sm">
        {isShowingTheirs ? (
          <Button size="xs" variant="default" onClick={onShowMine}>
            Back to what I typed
          </Button>
        ) : (
          <>
            <Button size="xs" variant="default" disabled={!differences} onClick={onShowTheirs}>
              Load their version
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={!differences}
              loading={isPending}
              onClick={onOverwrite}
            >
              Save mine over theirs
            </Button>
          </>
        )}
      </Group>
    </MeanwhileAlert>
  )
}
