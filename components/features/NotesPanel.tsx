import { Button, Group, Text, Textarea } from '@mantine/core'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ApiContext } from '../../app/api.ts'
import { Panel } from '../ui/Panel.tsx'
import { RefusalAlert } from '../ui/RefusalAlert.tsx'
import classes from './NotesPanel.module.css'
import { useWrite } from './use-write.ts'

interface NotesPanelProps {
  title: string
  /** What stands there while there are none. */
  empty: string
  notes: string | null
  mayWrite: boolean
  save: (notes: string | null, options: { context: ApiContext }) => Promise<unknown>
}

/** Notes that are changed in place; Ctrl-Enter saves. */
export function NotesPanel({ title, empty, notes, mayWrite, save }: NotesPanelProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const latestSave = useRef(save)
  useLayoutEffect(() => {
    latestSave.current = save
  })
  const write = useWrite(save, {
    // By the version that is there then, not by the one that these notes were written over.
    undo: () => (options) => latestSave.current(notes, options),
    onDone: () => setTyped(null),
    toast: () => 'Notes saved',
    onRefusal: () => undefined,
  })
  const submit = () => {
    if (typed === null || write.isPending) return
    write.mutate(typed.trim() === '' ? null : typed)
  }
  const edit = (
    <Button variant="subtle" size="compact-xs" onClick={() => setTyped(notes ?? '')}>
      {notes ? 'Edit notes' : 'Add notes'}
    </Button>
  )
  return (
    <Panel title={title} aside={mayWrite && typed === null ? edit : undefined}>
      {typed === null ? (
        <Text size="sm" c={notes ? undefined : 'dimmed'} className={classes.text} dir="auto">
          {notes ?? empty}
        </Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <Textarea
            aria-label={title}
            autosize
            autoFocus
            minRows={2}
            maxRows={16}
            maxLength={20_000}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <RefusalAlert error={write.error} />
          <Group gap="xs" mt="xs" justify="flex-end">
            <Button variant="default" size="xs" onClick={() => setTyped(null)}>
              Cancel
            </Button>
            <Button variant="default" size="xs" type="submit" loading={write.isPending}>
              Save notes
            </Button>
          </Group>
        </form>
      )}
    </Panel>
  )
}
