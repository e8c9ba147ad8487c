import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import {
  type Icon,
  IconArrowsExchange,
  IconCash,
  IconChartBar,
  IconFilePlus,
  IconKeyboard,
  IconMoon,
  IconPlus,
  IconSun,
  IconUserPlus,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMay, useSession } from '../../../components/features/session.ts'
import { reportGroups } from '../reports/_components/report-groups.ts'
import { places } from './navigation.ts'
import { useSwitchCompany } from './use-switch-company.ts'

export interface PaletteAction {
  label: string
  icon: Icon
  /** The shortcut that does the same. */
  keys?: string
  run: () => void
}

/** What can be done from anywhere, as far as the caller may. */
export function usePaletteActions({ onShortcuts }: { onShortcuts: () => void }): PaletteAction[] {
  const navigate = useNavigate()
  const mayDraft = useMay('accounting.invoices.write')
  const mayQuote = useMay('accounting.quotes.write')
  const mayReceive = useMay('accounting.payments.write')
  const mayAddCustomers = useMay('accounting.customers.write')
  const { company, companies } = useSession()
  const switchCompany = useSwitchCompany()
  const isDark = useComputedColorScheme('light') === 'dark'
  const { setColorScheme } = useMantineColorScheme()
  const draft: PaletteAction = {
    label: 'New invoice',
    icon: IconPlus,
    keys: 'n',
    run: () => void navigate({ to: '/invoices/new' }),
  }
  const offer: PaletteAction = {
    label: 'New quote',
    icon: IconFilePlus,
    run: () => void navigate({ to: '/quotes/new' }),
  }
  const receive: PaletteAction = {
    label: 'Record a payment',
    icon: IconCash,
    run: () => void navigate({ to: '/payments/new' }),
  }
  const addCustomer: PaletteAction = {
    label: 'New customer',
    icon: IconUserPlus,
    run: () => void navigate({ to: '/customers/new' }),
  }
  return [
    ...(mayDraft ? [draft] : []),
    ...(mayQuote ? [offer] : []),
    ...(mayReceive ? [receive] : []),
    ...(mayAddCustomers ? [addCustomer] : []),
    ...places.map(({ label, icon, key, link }) => ({
      label: `Go to ${label}`,
      icon,
      keys: `g ${key}`,
      run: () => void navigate(link),
    })),
    ...reportGroups.flatMap(({ reports }) =>
      reports.map(({ label, link }) => ({
        label: `Go to ${label}`,
        icon: IconChartBar,
        run: () => void navigate(link),
      })),
    ),
    { label: 'Go to Payments', icon: IconCash, run: () => void navigate({ to: '/payments' }) },
    {
      label: isDark ? 'Switch to light' : 'Switch to dark',
      icon: isDark ? IconSun : IconMoon,
      run: () => setColorScheme(isDark ? 'light' : 'dark'),
    },
    ...companies
      .filter(({ companyId }) => companyId !== company.id)
      .map(({ companyId, name }) => ({
        label: `Work for ${name}`,
        icon: IconArrowsExchange,
        run: () => switchCompany.mutate({ companyId }),
      })),
    { label: 'Show the shortcuts', icon: IconKeyboard, keys: '?', run: onShortcuts },
  ]
}
