import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Role } from '../../../../contract/permissions.ts'
import { api } from '../../../api.ts'
import { RoleSelect } from './RoleSelect.tsx'
import { ShownOnce } from './ShownOnce.tsx'

interface NewKeySheetProps {
  opened: boolean
  onClose: () => void
}

/** Makes an API key and shows it once. */
export function NewKeySheet({ opened, onClose }: NewKeySheetProps) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('sales')
  const create = useWrite(api.apiKeys.create, { onDone: () => setName(''), onRefusal: () => undefined })
  const close = () => {
    onClose()
    create.reset()
  }
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title={create.data ? create.data.name : 'New key'}
      isKept={create.data !== undefined}
      footer={
        create.data ? (
          <Button onClick={close}>Done</Button>
        ) : (
          <>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" form="new-key" loading={create.isPending}>
              Make the key
            </Button>
          </>
        )
      }
    >
      {create.data ? (
        <ShownOnce
          text="Keep it in a safe place now. Platen keeps only a fingerprint of it and cannot show it again."
          secret={create.data.key}
          copyLabel="Copy the key"
        />
      ) : (
        <form
          id="new-key"
          onSubmit={(event) => {
            event.preventDefault()
            create.mutate({ name, role })
          }}
        >
          <Stack gap="md">
            <TextInput
              label="Name"
              description="What uses it, such as “Web shop”."
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={create.error?.fieldMessages.name}
              required
              withAsterisk={false}
              data-autofocus
            />
            <RoleSelect value={role} onChange={setRole} />
            <RefusalAlert error={create.error} />
          </Stack>
        </form>
      )}
    </Sheet>
  )
}
