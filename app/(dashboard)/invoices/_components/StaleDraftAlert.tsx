import { Alert, Button, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { type Difference, Differences } from '../../../../components/features/Differences.tsx'

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
  const element = useRef<HTMLDivElement>(null)
  // The button that met the other version may stand far below.
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'center' })
  }, [])
  // One version takes the place of the other, and so do the buttons; the keyboard stays with them.
  const wasShowing = useRef(isShowingTheirs)
  useEffect(() => {
    if (wasShowing.current !== isShowingTheirs) element.current?.querySelector('button')?.focus()
    wasShowing.current = isShowingTheirs
  }, [isShowingTheirs])
  return (
    <Alert
      ref={element}
      color="amber"
      variant="light"
      role="alert"
      mb="md"
      title={`Somebody else changed ${number} while you were editing`}
    >
      <Text size="sm">
        {isShowingTheirs
          ? 'This is their version. What you typed is kept until you save or leave.'
          : 'Nothing was saved, and nothing you typed is lost.'}
      </Text>
      {!isShowingTheirs && <Differences rows={differences} />}
      <Group gap="xs" mt="sm">
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
    </Alert>
  )
}
