import { Menu, Text } from '@mantine/core'
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSession } from '../../../components/features/session.ts'
import { roleLabels } from '../../../contract/permissions.ts'
import { initialsOf } from './initials.ts'
import classes from './Sidebar.module.css'
import { useSwitchCompany } from './use-switch-company.ts'

/** The company that is worked for, and the others one belongs to. */
export function CompanySwitcher() {
  const { company, companies } = useSession()
  const switchCompany = useSwitchCompany()
  return (
    <Menu width={240} position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.menuTarget} aria-label={`Company: ${company.name}`}>
          <span className={classes.mark} aria-hidden>
            {initialsOf(company.name)}
          </span>
          <span className={classes.who}>
            <strong>{company.name}</strong>
          </span>
          <IconSelector size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Your companies</Menu.Label>
        {companies.map(({ companyId, name, role }) => (
          <Menu.Item
            key={companyId}
            onClick={() => companyId !== company.id && switchCompany.mutate({ companyId })}
            rightSection={companyId === company.id ? <IconCheck size={16} aria-label="chosen" /> : null}
          >
            {name}
            <Text span size="xs" c="dimmed" display="block">
              {roleLabels[role]}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/new-company" leftSection={<IconPlus size={16} aria-hidden />}>
          New company
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
