import { Badge, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { notAllowed, useMay, useSession } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { type Column, DataTable } from '../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import type { Member } from '../../../../contract/members.ts'
import { roleLabels } from '../../../../contract/permissions.ts'
import { query } from '../../../api.ts'
import { AddMemberSheet } from '../_components/AddMemberSheet.tsx'
import { EditMemberSheet } from '../_components/EditMemberSheet.tsx'
import { SettingsBar } from '../_components/SettingsBar.tsx'

export const Route = createFileRoute('/_dashboard/settings/members')({ component: Members })

function Members() {
  const mayManage = useMay('company.members.manage')
  const { user } = useSession()
  const members = useQuery(query.members.list.queryOptions())
  const [isAdding, setAdding] = useState(false)
  const [edited, setEdited] = useState<Member | null>(null)
  const [isEditing, setEditing] = useState(false)
  const edit = (member: Member) => {
    setEdited(member)
    setEditing(true)
  }
  return (
    <Stack gap="sm" maw={880}>
      <title>Members · Platen</title>
      <SettingsBar text="Who works in this company, and what each may do.">
        <ClosedButton why={mayManage ? undefined : notAllowed} onClick={() => setAdding(true)}>
          Add member
        </ClosedButton>
      </SettingsBar>
      <DataTable
        label="Members"
        columns={columnsFor(user.id, mayManage ? edit : undefined)}
        rows={members.data?.data}
        rowKey={(member) => member.userId}
        error={members.error}
        onRetry={() => void members.refetch()}
        empty={<EmptyState title="Nobody here" />}
      />
      <AddMemberSheet opened={isAdding} onClose={() => setAdding(false)} />
      {edited && (
        <EditMemberSheet
          key={`${edited.userId} ${edited.role} ${edited.extraPermissions.join()}`}
          member={edited}
          opened={isEditing}
          onClose={() => setEditing(false)}
        />
      )}
    </Stack>
  )
}

/** `onEdit` is undefined for those who may only look. */
function columnsFor(ownId: string, onEdit: ((member: Member) => void) | undefined): Column<Member>[] {
  return [
    {
      key: 'name',
      header: 'Name',
      phone: 'who',
      cell: (member) => (
        <>
          {member.name}{' '}
          {member.userId === ownId && (
            <Text span c="dimmed">
              (you)
            </Text>
          )}{' '}
          {member.invited && (
            <Badge variant="default" size="sm" tt="none">
              Invited
            </Badge>
          )}
        </>
      ),
    },
    { key: 'email', header: 'E-mail', phone: 'status', cell: (member) => member.email },
    {
      key: 'role',
      header: 'Role',
      width: 190,
      phone: 'when',
      cell: ({ role, extraPermissions }) => (
        <>
          {roleLabels[role]}
          {extraPermissions.length > 0 && (
            <Text span c="dimmed">{` and ${extraPermissions.length} more`}</Text>
          )}
        </>
      ),
    },
    {
      key: 'edit',
      header: 'Change',
      width: 100,
      align: 'right',
      phone: 'amount',
      cell: (member) => (
        <ClosedButton
          variant="default"
          size="compact-xs"
          aria-label={`Change ${member.name}`}
          why={onEdit ? undefined : notAllowed}
          onClick={() => onEdit?.(member)}
        >
          Change
        </ClosedButton>
      ),
    },
  ]
}
