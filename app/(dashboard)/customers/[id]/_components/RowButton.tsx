import type { ReactNode } from 'react'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import classes from './RowButton.module.css'

interface RowButtonProps {
  children: ReactNode
  /** The whole name, with what it acts on: "Remove Ada Lovelace". It begins with the words that are seen. */
  label: string
  why: string | undefined
  color?: string
  onClick: () => void
}

/** A quiet button at the end of an entry. */
export function RowButton({ children, label, why, color, onClick }: RowButtonProps) {
  return (
    <ClosedButton
      variant="subtle"
      size="compact-sm"
      className={classes.button}
      color={color ?? 'gray'}
      aria-label={label}
      why={why}
      onClick={onClick}
    >
      {children}
    </ClosedButton>
  )
}
