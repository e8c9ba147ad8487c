import { ActionIcon, Button, Group, Popover, Stack, Switch, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import type { DraftLine } from './draft-line.ts'
import type { LineActions } from './InvoiceLineItemRow.tsx'

interface LineOptionsProps {
  line: DraftLine
  name: string
  defaultTaxRate: string
  actions: LineActions
}

/** What a line seldom needs: its tax, its bundle, its place. */
export function LineOptions({ line, name, defaultTaxRate, actions }: LineOptionsProps) {
  const [opened, setOpened] = useState(false)
  const { key } = line
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      shadow="md"
      width={300}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Options for ${name.toLowerCase()}`}
          onClick={() => setOpened(!opened)}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Options for ${name.toLowerCase()}`}>
        <Stack gap="sm">
          <Switch
            label="Taxable"
            checked={line.taxable}
            onChange={(event) => actions.change(key, { taxable: event.currentTarget.checked })}
          />
          {line.taxable && (
            <TextInput
              label="Tax rate of this line, %"
              placeholder={`${defaultTaxRate.trim() || '0'}, as the invoice`}
              inputMode="decimal"
              autoComplete="off"
              value={line.taxRate}
              onChange={(event) => actions.change(key, { taxRate: event.currentTarget.value })}
              onBlur={() => actions.leave(key, 'taxRate', line.taxRate)}
            />
          )}
          <TextInput
            label="Bundle as"
            description="Bundled, lines of the same name are one row."
            maxLength={100}
            autoComplete="off"
            value={line.group}
            onChange={(event) => actions.change(key, { group: event.currentTarget.value })}
          />
          <MoveButtons onMove={(by) => actions.move(key, by)} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function MoveButtons({ onMove }: { onMove: (by: -1 | 1) => void }) {
  return (
    <Group gap="xs" grow>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowUp size={14} aria-hidden />}
        onClick={() => onMove(-1)}
      >
        Move up
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowDown size={14} aria-hidden />}
        onClick={() => onMove(1)}
      >
        Move down
      </Button>
    </Group>
  )
}
