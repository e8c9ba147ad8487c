import { Kbd } from '@mantine/core'
import { IconKeyboard, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { CompanySwitcher } from './CompanySwitcher.tsx'
import { places } from './navigation.ts'
import classes from './Sidebar.module.css'
import { UserMenu } from './UserMenu.tsx'

interface SidebarProps {
  onSearch: () => void
  onShortcuts: () => void
}

/** Company, search, the places in their order, and who is signed in. */
export function Sidebar({ onSearch, onShortcuts }: SidebarProps) {
  return (
    <div className={classes.sidebar}>
      <CompanySwitcher />
      <button
        type="button"
        className={classes.search}
        onClick={onSearch}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconSearch size={16} aria-hidden />
        <span>Find or do…</span>
        <Kbd size="xs" aria-hidden>
          {isApple ? '⌘K' : 'Ctrl K'}
        </Kbd>
      </button>
      <nav aria-label="Main" className={classes.nav}>
        {places.map(({ label, icon: Icon, link }) => (
          <Link
            key={label}
            {...link}
            className={classes.place}
            activeOptions={{ exact: link.to === '/', includeSearch: false }}
          >
            <Icon size={18} stroke={1.6} aria-hidden />
            {label}
          </Link>
        ))}
      </nav>
      <div className={classes.foot}>
        <button type="button" className={classes.place} onClick={onShortcuts}>
          <IconKeyboard size={18} stroke={1.6} aria-hidden />
          Shortcuts
        </button>
        <UserMenu />
      </div>
    </div>
  )
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
