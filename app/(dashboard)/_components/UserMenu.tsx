import { Menu, useMantineColorScheme } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDeviceDesktop, IconLogout, IconMoon, IconSelector, IconSun } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useSession } from '../../../components/features/session.ts'
import { roleLabels } from '../../../contract/permissions.ts'
import { api, refusalOf } from '../../api.ts'
import { initialsOf } from './initials.ts'
import classes from './Sidebar.module.css'
import { announceCompany } from './use-company-watch.ts'

const schemes = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'Like the system', icon: IconDeviceDesktop },
] as const

/** Who is signed in, the colour scheme, and the way out. */
export function UserMenu() {
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
    <Menu width={220} position="top-start">
      <Menu.Target>
        <button type="button" className={classes.menuTarget} aria-label={`Account: ${user.name}`}>
          <span className={classes.mark} data-round aria-hidden>
            {initialsOf(user.name)}
          </span>
          <span className={classes.who}>
            <span>{user.name}</span>
            {role && <small>{roleLabels[role]}</small>}
          </span>
          <IconSelector size={16} aria-hidden />
        </button>
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
