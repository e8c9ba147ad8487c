import { Alert, Button, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'

interface StaleDraftAlertProps {
  number: string
  /** In words, where their version differs from what is typed; undefined until their version was read. */
  differences: string[] | undefined
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
  return (
    <Alert
      ref={element}
      color="amber"
      variant="light"
      role="alert"
      title={`Somebody else changed ${number} while you were editing`}
    >
      <Text size="sm">
        {isShowingTheirs
          ? 'This is their version. What you typed is kept until you save or leave.'
          : `Nothing you typed is lost. ${differenceSentence(differences)}`}
      </Text>
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

function differenceSentence(differences: string[] | undefined): string {
  if (!differences) return 'Reading their version…'
  return differences.length > 0
    ? `Their version differs from yours in: ${differences.join(', ')}.`
    : 'Their version says the same as yours.'
}
