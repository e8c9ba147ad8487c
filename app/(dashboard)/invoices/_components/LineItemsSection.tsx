import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { currencySymbol } from '../../../../invoicing/money/money.ts'
import type { ItemizationMode } from './document-draft.ts'
import { type DraftLine, emptyLine } from './draft-line.ts'
import rowClasses from './InvoiceLineItemRow.module.css'
import { Lines } from './Lines.tsx'
import type { DocumentForm } from './use-document-form.ts'

interface SectionProps {
  form: DocumentForm
}

/** C: U70-U73. */
export function LineItemsSection({ form }: SectionProps) {
  const { draft, change, currency } = form
  const sign = currencySymbol(currency)
  const empty = () => emptyLine('item')
  return (
    <Panel
      title="Line Items"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Itemization"
          data={itemizations}
          value={draft.itemizationMode}
          onChange={(mode) => change({ itemizationMode: mode })}
        />
      }
    >
      {draft.itemizationMode === 'bundled' && (
        <Text size="xs" c="dimmed" mb="xs">
          The customer sees one row for each bundle, without quantities and prices. Name bundles under a
          line’s options.
        </Text>
      )}
      <div className={rowClasses.head} aria-hidden="true">
        <span>Description</span>
        <span>Qty</span>
        <span>Unit price, {sign}</span>
        <span>Amount, {sign}</span>
      </div>
      <Lines form={form} kind="item" name="Line" empty={empty}>
        {(add) => (
          <Group justify="space-between" gap="xs" mt="xs">
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => add(empty(), 'description')}
            >
              Add Line Item
            </Button>
            <Text size="xs" c="dimmed" className={rowClasses.hint}>
              Enter goes on · Alt ↑ ↓ moves a line · rows of a spreadsheet can be pasted
            </Text>
          </Group>
        )}
      </Lines>
    </Panel>
  )
}

const itemizations: { value: ItemizationMode; label: string }[] = [
  { value: 'itemized', label: 'Itemized' },
  { value: 'bundled', label: 'Bundled' },
]

const usualCharges = ['Rush fee', 'Art charges', 'Screen setup']

/** C: U74. Charges are lines of their own kind: a word, usually one piece, a price or a percentage of the items. */
export function AdditionalChargesSection({ form }: SectionProps) {
  const { lines } = form.draft
  const offered = usualCharges.filter((name) => !lines.some((line) => line.description === name))
  return (
    <Panel title="Additional Charges">
      <Lines form={form} kind="fee" name="Charge" empty={() => emptyLine('fee')}>
        {(add) => (
          <Group gap="xs" mt="xs">
            {offered.map((name) => (
              <Button
                key={name}
                variant="default"
                size="xs"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => add(usualCharge(name, lines), 'unitPrice')}
              >
                {name}
              </Button>
            ))}
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => add(emptyLine('fee'), 'description')}
            >
              Other charge
            </Button>
          </Group>
        )}
      </Lines>
    </Panel>
  )
}

/** Screens are set up one for each color that is screen printed; the other charges are one piece. */
function usualCharge(name: string, lines: readonly DraftLine[]): DraftLine {
  const charge = emptyLine('fee', name)
  if (name !== 'Screen setup') return charge
  const screens = lines
    .flatMap(({ imprints }) => imprints)
    .filter(({ technique, colors }) => /screen/i.test(technique) && /^[1-9]\d?$/.test(colors))
    .reduce((sum, { colors }) => sum + Number(colors), 0)
  return screens > 0 ? { ...charge, quantity: String(screens) } : charge
}
