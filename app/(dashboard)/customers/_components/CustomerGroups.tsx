import { Anchor, Badge, Button, CloseButton, Group, Menu, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import { api, query } from '../../../api.ts'

/** The groups that a customer is in; one click puts them into another or takes them out. */
export function CustomerGroups({ customer }: { customer: Customer }) {
  const mayWrite = useMay('accounting.customers.write')
  const groups = useQuery(query.groups.list.queryOptions())
  const add = useWrite(api.groups.addMember, { toast: ({ name }) => `${customer.name} is in ${name}` })
  const remove = useWrite(api.groups.removeMember, {
    toast: ({ name }) => `${customer.name} is no longer in ${name}`,
  })
  const isIn = new Set(customer.groups.map(({ id }) => id))
  const others = groups.data?.data.filter(({ id }) => !isIn.has(id)) ?? []
  const whyNot = !mayWrite
    ? notAllowed
    : groups.data && others.length === 0
      ? groups.data.data.length === 0
        ? 'There are no groups yet. Manage groups creates one.'
        : `${customer.name} is in every group.`
      : undefined
  return (
    <Panel
      title="Groups"
      aside={
        <Anchor size="xs" renderRoot={(props) => <Link to="/customers/groups" {...props} />}>
          Manage groups
        </Anchor>
      }
    >
      <RefusalAlert error={groups.error} />
      <Group gap="xs">
        {customer.groups.length === 0 && (
          <Text size="sm" c="dimmed">
            In no group.
          </Text>
        )}
        {customer.groups.map((group) => (
          <Badge
            key={group.id}
            variant="default"
            size="lg"
            tt="none"
            fw={400}
            rightSection={
              mayWrite && (
                <CloseButton
                  size="xs"
                  aria-label={`Take ${customer.name} out of ${group.name}`}
                  onClick={() => remove.mutate({ groupId: group.id, customerId: customer.id })}
                />
              )
            }
          >
            {group.name}
          </Badge>
        ))}
        <AddToGroup
          why={whyNot}
          groups={others}
          onChoose={(groupId) => add.mutate({ groupId, customerId: customer.id })}
        />
      </Group>
    </Panel>
  )
}

interface AddToGroupProps {
  why: string | undefined
  groups: { id: string; name: string }[]
  onChoose: (groupId: string) => void
}

function AddToGroup({ why, groups, onChoose }: AddToGroupProps) {
  if (why !== undefined) {
    return (
      <ClosedButton variant="default" size="compact-sm" why={why} onClick={() => undefined}>
        Add to group
      </ClosedButton>
    )
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="compact-sm">
          Add to group
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {groups.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => onChoose(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
