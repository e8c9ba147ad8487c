import {
  IconChartBar,
  IconFileDescription,
  IconFileInvoice,
  IconLayoutDashboard,
  IconSettings,
  IconShirt,
  IconUsers,
} from '@tabler/icons-react'
import { linkOptions } from '@tanstack/react-router'

/** The sidebar, in its order; `key` is the second key of "g …". */
export const places = [
  { label: 'Dashboard', icon: IconLayoutDashboard, key: 'd', link: linkOptions({ to: '/' }) },
  { label: 'Jobs', icon: IconShirt, key: 'j', link: linkOptions({ to: '/jobs' }) },
  { label: 'Quotes', icon: IconFileDescription, key: 'q', link: linkOptions({ to: '/quotes' }) },
  { label: 'Invoices', icon: IconFileInvoice, key: 'i', link: linkOptions({ to: '/invoices' }) },
  { label: 'Customers', icon: IconUsers, key: 'c', link: linkOptions({ to: '/customers' }) },
  { label: 'Reports', icon: IconChartBar, key: 'r', link: linkOptions({ to: '/reports' }) },
  { label: 'Settings', icon: IconSettings, key: 's', link: linkOptions({ to: '/settings' }) },
] as const

/** Those that one goes to most, under the thumb on a phone. */
export const placesAtHand = places.filter(({ key }) => ['d', 'i', 'c'].includes(key))
