import { Button, CloseButton, Group, Text, Textarea } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ApiContext } from '../../app/api.ts'
import type { Note } from '../../contract/notes.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { MoreRows } from '../ui/MoreRows.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RefusalAlert } from '../ui/RefusalAlert.tsx'
import { rowsOf } from '../ui/rows-of.ts'
import classes from './NotesTimeline.module.css'
import { InstantText } from './RelativeDate.tsx'
import { useMay } from './session.ts'
import { useWrite } from './use-write.ts'

interface Options {
  context: ApiContext
}

interface NotesTimelineProps {
  result: UseInfiniteQueryResult<InfiniteData<{ data: Note[] }>, unknown>
  add: (body: string, options: Options) => Promise<unknown>
  remove: (noteId: string, options: Options) => Promise<unknown>
  restore: (noteId: string, options: Options) => Promise<unknown>
}

/** What the shop noted about a document, the latest first; a note can be removed and taken back, never changed. */
export function NotesTimeline({ result, add, remove, restore }: NotesTimelineProps) {
  const { rows, error, onRetry, hasMore, isLoadingMore, onMore } = rowsOf(result)
  const mayWrite = useMay('accounting.invoices.write')
  const mayRemove = useMay('accounting.customers.manage_contacts')
  const removal = useWrite(remove, {
    toast: () => 'Note removed',
    undo: (_, noteId) => (options) => restore(noteId, options),
  })
  return (
    <Panel title="Notes">
      {error && !rows ? <ErrorState error={error} onRetry={onRetry} /> : null}
      {rows?.length === 0 && (
        <Text size="sm" c="dimmed" mb={mayWrite ? 'xs' : 0}>
          Nothing was noted yet. Notes are seen by the shop only.
        </Text>
      )}
      {mayWrite && <NoteForm add={add} />}
      <ul className={classes.list} aria-label="Notes" hidden={!rows?.length}>
        {rows?.map(({ id, body, writtenBy, createdAt }) => (
          <li key={id}>
            <p className={classes.body} dir="auto">
              {body}
            </p>
            {mayRemove && (
              <CloseButton
                size="sm"
                aria-label={`Remove note: ${body.slice(0, 40)}`}
                disabled={removal.isPending}
                onClick={() => removal.mutate(id)}
              />
            )}
            <p className={classes.facts}>
              {writtenBy ?? 'Somebody'}, <InstantText instant={createdAt} />
            </p>
          </li>
        ))}
      </ul>
      {hasMore && <MoreRows onMore={onMore} isLoading={isLoadingMore} />}
    </Panel>
  )
}

function NoteForm({ add }: Pick<NotesTimelineProps, 'add'>) {
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const onDone = () => {
    setTyped('')
    // The button is closed until something is typed again.
    field.current?.focus()
  }
  const write = useWrite(add, { onDone, onRefusal: () => undefined })
  const submit = () => {
    if (typed.trim() !== '' && !write.isPending) write.mutate(typed)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Textarea
        ref={field}
        aria-label="New note"
        placeholder="Note something"
        autosize
        minRows={1}
        maxRows={12}
        maxLength={20_000}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <RefusalAlert error={write.error} />
      <Group justify="flex-end" mt="xs" mb="sm">
        <Button
          variant="default"
          size="xs"
          type="submit"
          disabled={typed.trim() === ''}
          loading={write.isPending}
        >
          Save note
        </Button>
      </Group>
    </form>
  )
}
