import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { ClosedButton } from './ClosedButton.tsx'

interface LinkOrClosedProps {
  /** Why it cannot be done now; undefined when it can. */
  why: string | undefined
  label: string
  icon?: ReactNode
  variant?: ButtonProps['variant']
  link: (props: Record<string, unknown>) => ReactNode
}

/** A button that leads to another page, or stays closed and says why. */
export function LinkOrClosed({ why, label, icon, variant = 'default', link }: LinkOrClosedProps) {
  return why === undefined ? (
    <Button variant={variant} leftSection={icon} renderRoot={link}>
      {label}
    </Button>
  ) : (
    <ClosedButton variant="default" leftSection={icon} why={why} onClick={() => undefined}>
      {label}
    </ClosedButton>
  )
}
