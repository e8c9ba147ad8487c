import { Button, Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
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

/** Creates a group, or changes its name, what it is for, and whether new customers join it. */
export function GroupSheet({ edited }: { edited: ReturnType<typeof useEdited<CustomerGroup, GroupDraft>> }) {
  const { subject, draft, opened, change } = edited
  const options = {
    toast: ({ name }: CustomerGroup) => `${name} saved`,
    onDone: edited.forget,
    onRefusal: () => undefined,
  }
  const create = useWrite(api.groups.create, options)
  const update = useWrite(api.groups.update, options)
  const { error, isPending } = subject ? update : create
  const problems: Partial<Record<string, string>> = error?.fieldMessages ?? {}
  const close = () => {
    create.reset()
    update.reset()
    edited.close()
  }
  const save = () => {
    const content = { ...draft, description: draft.description.trim() || null }
    if (subject) update.mutate({ groupId: subject.id, version: subject.version, ...content })
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
          {error && error.fields.length === 0 && <RefusalAlert error={error} />}
        </Stack>
      </form>
    </Sheet>
  )
}
