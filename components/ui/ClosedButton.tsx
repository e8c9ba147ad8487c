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
  if (why === undefined) {
    return (
      <Button {...rest} onClick={onClick}>
        {children}
      </Button>
    )
  }
  return (
    <Tooltip label={why} multiline maw={280}>
      <Button
        {...rest}
        data-disabled
        aria-disabled
        aria-description={why}
        onClick={(event) => event.preventDefault()}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
