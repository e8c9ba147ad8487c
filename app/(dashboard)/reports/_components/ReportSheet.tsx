import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSession } from '../../../../components/features/session.ts'
import classes from './ReportSheet.module.css'

interface ReportSheetProps {
  /** What stands above it on paper, after the company's name: "aging at the end of Nov 21, 2026". */
  heading: string
  /** Figures of other days are still shown while the new ones are on their way. */
  isStale?: boolean
  /** How the figures are counted, in a sentence. */
  note?: string
  children: ReactNode
}

/** A report as it is read on the screen, and alone on the sheet when it is printed. */
export function ReportSheet({ heading, isStale = false, note, children }: ReportSheetProps) {
  const { company } = useSession()
  return (
    <div className={classes.report} data-stale={isStale || undefined} data-print>
      <h2 className={classes.onPaper}>
        {company.name}: {heading}
      </h2>
      {children}
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </div>
  )
}
