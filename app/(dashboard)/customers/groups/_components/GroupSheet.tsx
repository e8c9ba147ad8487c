import { Button, Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { type InWords, StaleAlert } from '../../../../../components/features/StaleAlert.tsx'
import { useStale } from '../../../../../components/features/use-stale.ts'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../../components/ui/Sheet.tsx'
import type { useEdited } from '../../../../../components/ui/use-edited.ts'
import type { CustomerGroup } from '../../../../../contract/groups.ts'
import { api } from '../../../../api.ts'

interface GroupDraft {
  name: string
  description: string
  isDefault: boolean
}

export function groupDraftOf(group: CustomerGroup | null): GroupDraft {
  return {
    name: group?.name ?? '',
    description: group?.description ?? '',
    isDefault: group?.isDefault ?? false,
  }
}

/** Field by field, as it is read beside another version. */
function groupInWords({ name, description, isDefault }: GroupDraft): InWords {
  return [
    ['Name', name],
    ['What it is for', description],
    ['New customers join it', isDefault ? 'Yes' : 'No'],
  ]
}

interface GroupSheetProps {
  groups: readonly CustomerGroup[]
  edited: ReturnType<typeof useEdited<CustomerGroup, GroupDraft>>
}

/** Creates a group, or changes its name, what it is for, and whether new customers join it. */
export function GroupSheet({ groups, edited }: GroupSheetProps) {
  const { subject, draft, opened, change } = edited
  const stale = useStale(edited, {
    latest: groups.find(({ id }) => id === subject?.id),
    draftOf: groupDraftOf,
  })
  const options = {
    toast: ({ name }: CustomerGroup) => `${name} saved`,
    onDone: () => {
      stale.forget()
      edited.forget()
    },
    onRefusal: stale.meet,
  }
  const create = useWrite(api.groups.create, options)
  const update = useWrite(api.groups.update, options)
  const { error, isPending } = subject ? update : create
  const problems: Partial<Record<string, string>> = error?.fieldMessages ?? {}
  const close = () => {
    create.reset()
    update.reset()
    stale.close()
    edited.close()
  }
  const save = (over = subject) => {
    const content = { ...draft, description: draft.description.trim() || null }
    if (over) update.mutate({ groupId: over.id, version: over.version, ...content })
    else create.mutate(content)
  }
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title={subject ? `Edit ${subject.name}` : 'New Group'}
      footer={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form="group" loading={isPending}>
            Save group
          </Button>
        </>
      }
    >
      <form
        id="group"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending) save()
        }}
      >
        <Stack gap="md">
          {subject && (
            <StaleAlert
              name={subject.name}
              {...{ draft, stale, isPending }}
              inWords={groupInWords}
              onOverwrite={() => save(stale.over)}
            />
          )}
          <TextInput
            label="Name"
            maxLength={100}
            value={draft.name}
            error={problems.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            data-autofocus
          />
          <Textarea
            label="What it is for"
            autosize
            minRows={2}
            maxRows={8}
            maxLength={2_000}
            value={draft.description}
            error={problems.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
          <Checkbox
            label="New customers join it"
            description="At most one group is the default."
            checked={draft.isDefault}
            onChange={(event) => change({ isDefault: event.currentTarget.checked })}
          />
          {error && error.fields.length === 0 && !stale.isStale && <RefusalAlert error={error} />}
        </Stack>
      </form>
    </Sheet>
  )
}
