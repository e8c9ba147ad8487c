import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'

interface ClosedButtonProps extends Omit<ButtonProps, 'disabled'> {
  children: ReactNode
  /** Why it cannot be done now; undefined when it can. */
  why?: string | undefined
  onClick: () => void
}

/** A button that stays visible when it is closed and says why, to the mouse, the keyboard and the screen reader. */
export function ClosedButton({ children, why, onClick, ...rest }: ClosedButtonProps) {
  const isClosed = why !== undefined
  // One tree for both, so that a button that closes while it has the focus keeps it.
  return (
    <Tooltip label={why} disabled={!isClosed} multiline maw={280}>
      <Button
        {...rest}
        data-disabled={isClosed || undefined}
        aria-disabled={isClosed || undefined}
        aria-description={why}
        onClick={(event) => (isClosed ? event.preventDefault() : onClick())}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
