import { Group, Kbd, Modal, Stack, Switch, Text } from '@mantine/core'
import { useOpensAfterMount } from '../../../components/ui/use-opens-after-mount.ts'
import { useActiveShortcuts, useShortcutsEnabled } from '../../../components/ui/use-shortcuts.ts'

interface ShortcutListProps {
  opened: boolean
  onClose: () => void
}

/** What works wherever it has something to work on, also while single keys are switched off. */
const always = [
  { keys: 'Ctrl K', label: 'Find or do anything' },
  { keys: 'Ctrl Enter', label: 'Save what was typed' },
  { keys: '↑ ↓', label: 'From row to row in a table' },
  { keys: 'Alt ↑ ↓', label: 'Move a line of an invoice' },
  { keys: 'Esc', label: 'Close what is open' },
]

/** Every shortcut that works on the page behind, and the switch that turns single keys off. */
export function ShortcutList({ opened, onClose }: ShortcutListProps) {
  const shortcuts = useActiveShortcuts()
  const [isEnabled, setEnabled] = useShortcutsEnabled()
  const shown = [...always, ...shortcuts].filter(
    ({ keys }, index, all) => all.findIndex((other) => other.keys === keys) === index,
  )
  return (
    <Modal
      opened={useOpensAfterMount(opened)}
      onClose={onClose}
      title="Shortcuts"
      size={420}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap={6}>
        {shown.map(({ keys, label }) => (
          <Group key={keys} justify="space-between" wrap="nowrap">
            <Text>{label}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
        <Switch
          mt="sm"
          label="Single keys act"
          description="Switch off when a screen reader or voice control needs the letters."
          checked={isEnabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  )
}
