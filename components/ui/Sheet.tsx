import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Sheet.module.css'

interface SheetProps {
  opened: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Stays in view at the bottom: the buttons. */
  footer?: ReactNode
  /** Set while something is shown that cannot be shown again: only its buttons close it then. */
  isKept?: boolean
  /** Pixels; the whole width on a phone. */
  size?: number
}

/**
 * Slides in from the right and leaves the page behind readable. Focus goes in (to `data-autofocus`, else to the first
 * field) and comes back to what opened it; Escape closes. Keep the form's state outside, so that typed text survives.
 */
export function Sheet({ opened, onClose, title, children, footer, isKept = false, size = 480 }: SheetProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="right"
      closeOnClickOutside={!isKept}
      closeOnEscape={!isKept}
      size={size}
      overlayProps={{ backgroundOpacity: 0.18 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{
        content: classes.content,
        header: classes.header,
        title: classes.title,
        body: classes.body,
      }}
    >
      <div className={classes.main}>{children}</div>
      {footer && <div className={classes.footer}>{footer}</div>}
    </Drawer>
  )
}
