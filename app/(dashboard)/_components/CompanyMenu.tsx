import { Menu, Text } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useSession } from '../../../components/features/session.ts'
import { roleLabels } from '../../../contract/permissions.ts'
import { SidebarMenuButton } from './SidebarMenuButton.tsx'
import { useSwitchCompany } from './use-switch-company.ts'

/** The menu of the companies, which opens when it is there. */
export function CompanyMenu() {
  const [isOpen, setOpen] = useState(false)
  // Opened after it is there: the focus returns only to where it was before the opening.
  useEffect(() => setOpen(true), [])
  const { company, companies } = useSession()
  const switchCompany = useSwitchCompany()
  return (
    <Menu width={240} position="bottom-start" opened={isOpen} onChange={setOpen} returnFocus>
      <Menu.Target>
        {/* Takes the focus from the button whose place it takes, so that it comes back here. */}
        <SidebarMenuButton autoFocus name={company.name} aria-label={`Company: ${company.name}`}>
          <strong>{company.name}</strong>
        </SidebarMenuButton>
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
