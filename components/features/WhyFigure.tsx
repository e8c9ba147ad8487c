import { UnstyledButton } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { WhySource } from './WhyEntries.tsx'
import classes from './WhyFigure.module.css'

// Few figures are asked about; what answers comes with the first question.
const WhySheet = lazy(async () => ({ default: (await import('./WhySheet.tsx')).WhySheet }))

interface WhyFigureProps {
  /** How the figure is called: "Balance of Riverbend School". */
  label: string
  source: WhySource
  /** The figure as it stands on the page. */
  children: ReactNode
}

/** A figure that tells where it comes from when it is pressed. */
export function WhyFigure({ label, source, children }: WhyFigureProps) {
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  return (
    <>
      <WhyButton
        onClick={() => {
          setOpen(true)
          setWasOpened(true)
        }}
      >
        {children}
      </WhyButton>
      {wasOpened && (
        <Suspense fallback={null}>
          <WhySheet opened={isOpen} onClose={() => setOpen(false)} label={label} source={source} />
        </Suspense>
      )}
    </>
  )
}

/** The figure itself, as something that can be pressed; for where the entries are shown in place. */
export function WhyButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <UnstyledButton className={classes.figure} title="Why?" onClick={onClick}>
      {children}
    </UnstyledButton>
  )
}
