import { Sheet } from '../ui/Sheet.tsx'
import { useOpensAfterMount } from '../ui/use-opens-after-mount.ts'
import { WhyEntries, type WhySource } from './WhyEntries.tsx'

interface WhySheetProps {
  opened: boolean
  onClose: () => void
  label: string
  source: WhySource
}

/** The entries that a figure is the sum of. */
export function WhySheet({ opened, onClose, label, source }: WhySheetProps) {
  return (
    <Sheet opened={useOpensAfterMount(opened)} onClose={onClose} title={`Why: ${label}`}>
      <WhyEntries source={source} />
    </Sheet>
  )
}
