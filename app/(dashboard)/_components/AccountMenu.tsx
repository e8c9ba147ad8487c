import { Menu, useMantineColorScheme } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSession } from '../../../components/features/session.ts'
import { roleLabels } from '../../../contract/permissions.ts'
import { api, refusalOf } from '../../api.ts'
import { SidebarMenuButton } from './SidebarMenuButton.tsx'
import { announceCompany } from './use-company-watch.ts'

const schemes = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'Like the system', icon: IconDeviceDesktop },
] as const

/** The menu of who is signed in, which opens when it is there. */
export function AccountMenu() {
  const [isOpen, setOpen] = useState(false)
  // Opened after it is there: the focus returns only to where it was before the opening.
  useEffect(() => setOpen(true), [])
  const { user, role } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useMutation({
    mutationFn: () => api.session.signOut(),
    onSuccess: () => {
      announceCompany(null)
      window.location.assign('/sign-in')
    },
    onError: (error) =>
      notifications.show({ message: refusalOf(error).message, color: 'red', role: 'alert' }),
  })
  return (
    <Menu width={220} position="top-start" opened={isOpen} onChange={setOpen} returnFocus>
      <Menu.Target>
        {/* Takes the focus from the button whose place it takes, so that it comes back here. */}
        <SidebarMenuButton autoFocus isRound name={user.name} aria-label={`Account: ${user.name}`}>
          <span>{user.name}</span>
          {role && <small>{roleLabels[role]}</small>}
        </SidebarMenuButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email ?? user.name}</Menu.Label>
        <Menu.RadioGroup value={colorScheme}>
          {schemes.map(({ value, label, icon: Icon }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              rightSection={<Icon size={16} aria-hidden />}
              onClick={() => setColorScheme(value)}
            >
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
