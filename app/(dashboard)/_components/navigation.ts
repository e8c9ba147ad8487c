import {
  IconChartBar,
  IconFileInvoice,
  IconLayoutDashboard,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import { linkOptions } from '@tanstack/react-router'

/** The sidebar, in its order; `key` is the second key of "g …". */
export const places = [
  { label: 'Dashboard', icon: IconLayoutDashboard, key: 'd', link: linkOptions({ to: '/' }) },
  { label: 'Invoices', icon: IconFileInvoice, key: 'i', link: linkOptions({ to: '/invoices' }) },
  { label: 'Customers', icon: IconUsers, key: 'c', link: linkOptions({ to: '/customers' }) },
  { label: 'Reports', icon: IconChartBar, key: 'r', link: linkOptions({ to: '/reports/aging' }) },
  { label: 'Settings', icon: IconSettings, key: 's', link: linkOptions({ to: '/settings' }) },
] as const
