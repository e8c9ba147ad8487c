import { IconSelector } from '@tabler/icons-react'
import type { ComponentPropsWithRef } from 'react'
import { initialsOf } from './initials.ts'
import classes from './Sidebar.module.css'

interface SidebarMenuButtonProps extends ComponentPropsWithRef<'button'> {
  /** What the initials are taken from. */
  name: string
  /** A person is round, a company is not. */
  isRound?: boolean
}

/** Opens a menu of the sidebar: initials, a name, and the mark that says there is more. */
export function SidebarMenuButton({ name, isRound, children, ...rest }: SidebarMenuButtonProps) {
  return (
    <button type="button" className={classes.menuTarget} {...rest}>
      <span className={classes.mark} data-round={isRound || undefined} aria-hidden>
        {initialsOf(name)}
      </span>
      <span className={classes.who}>{children}</span>
      <IconSelector size={16} aria-hidden />
    </button>
  )
}
