import { Badge, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { ItemList, ItemRow } from '../../../../components/ui/ItemList.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { useEdited } from '../../../../components/ui/use-edited.ts'
import type { CustomerGroup } from '../../../../contract/groups.ts'
import { counted } from '../../../../contract/words.ts'
import { api, query } from '../../../api.ts'
import { RowButton } from '../[id]/_components/RowButton.tsx'
import { useWhyNot } from '../[id]/_components/use-why-not.ts'
import { GroupSheet, groupDraftOf } from './_components/GroupSheet.tsx'

export const Route = createFileRoute('/_dashboard/customers/groups')({ component: Groups })

/** The groups of customers: schools, restaurants, resellers. */
function Groups() {
  const groups = useQuery(query.groups.list.queryOptions())
  const edited = useEdited(groupDraftOf)
  const [leaving, setLeaving] = useState<CustomerGroup | null>(null)
  const [isRemoving, setRemoving] = useState(false)
  const why = useWhyNot('accounting.customers.write')
  const create = (
    <ClosedButton why={why} onClick={() => edited.open(null)}>
      New Group
    </ClosedButton>
  )
  const isEmpty = groups.data?.data.length === 0
  return (
    <>
      <PageHeader
        title="Customer Groups"
        breadcrumbs={[{ label: 'Customers', to: '/customers' }]}
        actions={!isEmpty && create}
      />
      <ItemList
        label="Customer groups"
        items={groups.data?.data}
        itemKey={({ id }) => id}
        error={groups.error}
        onRetry={() => void groups.refetch()}
        empty={
          <EmptyState title="No groups yet" action={create}>
            Group customers who are treated alike, such as schools or resellers, and filter the list by them.
          </EmptyState>
        }
      >
        {(group) => (
          <GroupRow
            group={group}
            why={why}
            onEdit={() => edited.open(group)}
            onRemove={() => {
              setLeaving(group)
              setRemoving(true)
            }}
          />
        )}
      </ItemList>
      <GroupSheet groups={groups.data?.data ?? []} edited={edited} />
      {leaving && <DeleteGroup group={leaving} opened={isRemoving} onClose={() => setRemoving(false)} />}
    </>
  )
}

interface GroupRowProps {
  group: CustomerGroup
  why: string | undefined
  onEdit: () => void
  onRemove: () => void
}

function GroupRow({ group, why, onEdit, onRemove }: GroupRowProps) {
  const { id, name, description, isDefault, memberCount } = group
  return (
    <ItemRow
      title={
        <Link to="/customers" search={{ group: id }} style={{ color: 'inherit' }}>
          {name}
        </Link>
      }
      marks={
        isDefault && (
          <Badge variant="light" size="sm" tt="none">
            New customers join it
          </Badge>
        )
      }
      facts={[counted(memberCount, 'customer'), description]}
      actions={
        <>
          <RowButton label={`Edit ${name}`} why={why} onClick={onEdit}>
            Edit
          </RowButton>
          <RowButton label={`Delete ${name}`} why={why} color="red" onClick={onRemove}>
            Delete
          </RowButton>
        </>
      }
    />
  )
}

interface DeleteGroupProps {
  group: CustomerGroup
  opened: boolean
  onClose: () => void
}

function DeleteGroup({ group, opened, onClose }: DeleteGroupProps) {
  const { id, name, memberCount } = group
  const remove = useWrite(api.groups.remove, {
    toast: () => `${name} deleted`,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  const who = memberCount === 1 ? 'Its one customer stays' : `Its ${memberCount} customers stay`
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Delete ${name}`}
      confirmLabel={`Delete ${name}`}
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ groupId: id })}
    >
      <Text size="sm">{memberCount === 0 ? 'Nobody is in it.' : `${who}, without this group.`}</Text>
    </ConfirmDialog>
  )
}
