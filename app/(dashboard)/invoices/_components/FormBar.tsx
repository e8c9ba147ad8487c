import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatMoney } from '../../../../invoicing/money/money.ts'
import classes from './FormBar.module.css'
import type { DocumentForm } from './use-document-form.ts'

interface FormBarProps {
  form: DocumentForm
  /** Where leaving leads to. */
  cancel: ReactNode
  /** The buttons. */
  children: ReactNode
}

/** The buttons below a document's form. On a phone they stay in sight, with what the document comes to. */
export function FormBar({ form: { totals, currency }, cancel, children }: FormBarProps) {
  return (
    <div className={classes.bar}>
      {/* Told by the total among the figures already. */}
      <p className={classes.sum} aria-hidden="true">
        Total <strong>{formatMoney(totals.totalCents, currency)}</strong>
      </p>
      <div className={classes.buttons}>{children}</div>
      {cancel}
      <Text size="xs" c="dimmed" className={classes.hint}>
        Ctrl-Enter saves
      </Text>
    </div>
  )
}
