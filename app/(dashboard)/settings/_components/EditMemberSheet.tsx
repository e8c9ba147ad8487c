import { Button, Checkbox, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Member } from '../../../../contract/members.ts'
import { allows, permissions } from '../../../../contract/permissions.ts'
import { api } from '../../../api.ts'
import { InvitationLink } from './AddMemberSheet.tsx'
import { permissionLabels } from './permission-labels.ts'
import { RoleSelect } from './RoleSelect.tsx'

interface EditMemberSheetProps {
  member: Member
  opened: boolean
  onClose: () => void
}

/** A member's role, what they may do besides it, and their removal. */
export function EditMemberSheet({ member, opened, onClose }: EditMemberSheetProps) {
  const [role, setRole] = useState(member.role)
  const [extra, setExtra] = useState(member.extraPermissions)
  const [isRemoving, setRemoving] = useState(false)
  const update = useWrite(api.members.update, {
    onDone: onClose,
    toast: ({ name }) => `${name} changed`,
    onRefusal: () => undefined,
  })
  const remove = useWrite(api.members.remove, {
    onDone: onClose,
    toast: () => `${member.name} removed`,
    onRefusal: () => undefined,
  })
  // Whoever is invited anew gets a new link, and the one before no longer works.
  const invite = useWrite(api.members.add, { onRefusal: () => undefined })
  const link = invite.data?.invitationUrl
  const grantable = permissions.filter((permission) => !allows(role, [], permission))
  const granted = grantable.filter((permission) => extra.includes(permission))
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title={member.name}
      isKept={Boolean(link)}
      footer={
        <>
          <Button variant="subtle" color="red" me="auto" onClick={() => setRemoving(true)}>
            Remove…
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={update.isPending}
            onClick={() => update.mutate({ userId: member.userId, role, extraPermissions: granted })}
          >
            Save
          </Button>
        </>
      }
    >
      <Stack gap="lg">
        <Text c="dimmed">{member.email}</Text>
        <RoleSelect value={role} onChange={setRole} />
        {grantable.length > 0 && (
          <Checkbox.Group label="May do besides" value={granted} onChange={setExtra}>
            <Stack gap={6} mt={4}>
              {grantable.map((permission) => (
                <Checkbox key={permission} value={permission} label={permissionLabels[permission]} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {member.invited &&
          (link ? (
            <InvitationLink name={member.name} url={link} />
          ) : (
            <Button
              variant="default"
              loading={invite.isPending}
              onClick={() => invite.mutate({ name: member.name, email: member.email, role: member.role })}
            >
              Make a new invitation link
            </Button>
          ))}
        <RefusalAlert error={update.error ?? invite.error} />
      </Stack>
      <ConfirmDialog
        opened={isRemoving}
        onClose={() => setRemoving(false)}
        title={`Remove ${member.name}`}
        confirmLabel={`Remove ${member.name}`}
        isDangerous
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ userId: member.userId })}
      >
        <Text>
          They lose access to this company at once. What they did stays in the audit log under their name.
        </Text>
      </ConfirmDialog>
    </Sheet>
  )
}
