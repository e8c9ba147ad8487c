import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useOpensAfterMount } from '../../../components/ui/use-opens-after-mount.ts'

interface PhoneDrawerProps {
  opened: boolean
  onClose: () => void
  children: ReactNode
}

/** The sidebar on a phone, behind "More". */
export function PhoneDrawer({ opened, onClose, children }: PhoneDrawerProps) {
  return (
    <Drawer
      opened={useOpensAfterMount(opened)}
      onClose={onClose}
      position="left"
      size={272}
      title="Platen"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {children}
    </Drawer>
  )
}
