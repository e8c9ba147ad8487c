import { Title } from '@mantine/core'
import { createFileRoute, Link, linkOptions, Outlet } from '@tanstack/react-router'
import { useMay } from '../../../components/features/session.ts'
import classes from './layout.module.css'

export const Route = createFileRoute('/_dashboard/settings')({ component: Settings })

const tabs = [
  { label: 'Company', permission: 'company.settings.read', link: linkOptions({ to: '/settings' }) },
  { label: 'Members', permission: 'company.members.read', link: linkOptions({ to: '/settings/members' }) },
  {
    label: 'API keys',
    permission: 'company.api_keys.manage',
    link: linkOptions({ to: '/settings/api-keys' }),
  },
  { label: 'Outbox', permission: 'accounting.invoices.read', link: linkOptions({ to: '/settings/outbox' }) },
  {
    label: 'Audit log',
    permission: 'accounting.audit.read',
    link: linkOptions({ to: '/settings/audit-log' }),
  },
  { label: 'Health', permission: 'company.settings.read', link: linkOptions({ to: '/settings/health' }) },
  {
    label: 'Maintenance',
    permission: 'company.settings.read',
    link: linkOptions({ to: '/settings/maintenance' }),
  },
] as const

function Settings() {
  return (
    <>
      <Title order={1}>Settings</Title>
      <nav aria-label="Settings" className={classes.tabs}>
        {tabs.map((tab) => (
          <Tab key={tab.label} {...tab} />
        ))}
      </nav>
      <Outlet />
    </>
  )
}

function Tab({ label, permission, link }: (typeof tabs)[number]) {
  const mayRead = useMay(permission)
  if (!mayRead) return null
  return (
    <Link {...link} className={classes.tab} activeOptions={{ exact: true, includeSearch: false }}>
      {label}
    </Link>
  )
}
