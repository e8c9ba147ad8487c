import { IconMenu2, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import classes from './BottomBar.module.css'
import { placesAtHand } from './navigation.ts'

interface BottomBarProps {
  onSearch: () => void
  onMore: () => void
}

/** On a phone: the three places one goes to most, search, and the rest, all under one thumb. */
export function BottomBar({ onSearch, onMore }: BottomBarProps) {
  return (
    <nav aria-label="Bottom" className={classes.bar}>
      {placesAtHand.map(({ label, icon: Icon, link }) => (
        <Link
          key={label}
          {...link}
          className={classes.item}
          activeOptions={{ exact: link.to === '/', includeSearch: false }}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
          {label}
        </Link>
      ))}
      <button type="button" className={classes.item} onClick={onSearch}>
        <IconSearch size={20} stroke={1.6} aria-hidden />
        Find
      </button>
      <button type="button" className={classes.item} onClick={onMore}>
        <IconMenu2 size={20} stroke={1.6} aria-hidden />
        More
      </button>
    </nav>
  )
}
