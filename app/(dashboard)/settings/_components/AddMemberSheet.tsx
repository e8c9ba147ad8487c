import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Role } from '../../../../contract/permissions.ts'
import { api } from '../../../api.ts'
import { RoleSelect } from './RoleSelect.tsx'
import { ShownOnce } from './ShownOnce.tsx'

interface AddMemberSheetProps {
  opened: boolean
  onClose: () => void
}

interface Draft {
  name: string
  email: string
  role: Role
}

const empty: Draft = { name: '', email: '', role: 'sales' }

/** Adds a person. For somebody new to this installation the reply carries the link with which they choose a password. */
export function AddMemberSheet({ opened, onClose }: AddMemberSheetProps) {
  const [draft, setDraft] = useState(empty)
  const add = useWrite(api.members.add, {
    onDone: () => setDraft(empty),
    toast: ({ name }) => `${name} added`,
    onRefusal: () => undefined,
  })
  const close = () => {
    onClose()
    add.reset()
  }
  const errors: Partial<Record<string, string>> = add.error?.fieldMessages ?? {}
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title={add.data ? `${add.data.name} is in` : 'Add member'}
      isKept={Boolean(add.data?.invitationUrl)}
      footer={
        add.data ? (
          <Button onClick={close}>Done</Button>
        ) : (
          <>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" form="add-member" loading={add.isPending}>
              Add
            </Button>
          </>
        )
      }
    >
      {add.data ? (
        <Added name={add.data.name} invitationUrl={add.data.invitationUrl} />
      ) : (
        <form
          id="add-member"
          onSubmit={(event) => {
            event.preventDefault()
            add.mutate(draft)
          }}
        >
          <Stack gap="md">
            <TextInput
              label="Name"
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
              error={errors.name}
              required
              withAsterisk={false}
              data-autofocus
            />
            <TextInput
              label="E-mail"
              type="email"
              value={draft.email}
              onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
              error={errors.email}
              required
              withAsterisk={false}
            />
            <RoleSelect value={draft.role} onChange={(role) => setDraft({ ...draft, role })} />
            <RefusalAlert error={add.error} />
          </Stack>
        </form>
      )}
    </Sheet>
  )
}

function Added({ name, invitationUrl }: { name: string; invitationUrl: string | null }) {
  if (!invitationUrl) {
    return <Text>{name} knows Platen already and finds this company in the switcher after signing in.</Text>
  }
  return <InvitationLink name={name} url={invitationUrl} />
}

/** The link with which somebody new chooses a password. */
export function InvitationLink({ name, url }: { name: string; url: string }) {
  return (
    <ShownOnce
      text={`Give ${name} this link. It is shown only now, works once, and lets them choose a password.`}
      secret={url}
      copyLabel="Copy the link"
    />
  )
}
