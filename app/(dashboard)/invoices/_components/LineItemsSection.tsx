import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { currencySymbol } from '../../../../invoicing/money/money.ts'
import {
  addLine,
  changeLine,
  type DraftLine,
  emptyLine,
  type ItemizationMode,
  insertPasted,
  moveLine,
  removeLine,
} from './draft.ts'
import rowClasses from './InvoiceLineItemRow.module.css'
import { InvoiceLineItemRow, type LineActions, rowMessages } from './InvoiceLineItemRow.tsx'
import type { ChangeDraft, InvoiceFormState } from './use-invoice-form.ts'
import { useLatest } from './use-latest.ts'
import { useLineKeys } from './use-line-keys.ts'

interface SectionProps {
  form: InvoiceFormState
}

/** C: U70-U73. */
export function LineItemsSection({ form }: SectionProps) {
  const { draft, change, currency } = form
  const sign = currencySymbol(currency)
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
      <Lines form={form} kind="item" name="Line">
        {(add) => (
          <Button
            variant="default"
            size="xs"
            mt="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={add}
          >
            Add Line Item
          </Button>
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

/** C: U74. Charges are lines of their own kind: a word, usually one piece, a price. */
export function AdditionalChargesSection({ form }: SectionProps) {
  const { change } = form
  const offered = usualCharges.filter((name) => !form.draft.lines.some((line) => line.description === name))
  return (
    <Panel title="Additional Charges">
      <Lines form={form} kind="fee" name="Charge">
        {(add) => (
          <Group gap="xs" mt="xs">
            {offered.map((name) => (
              <Button
                key={name}
                variant="default"
                size="xs"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => change(({ lines }) => ({ lines: addLine(lines, emptyLine('fee', name)) }))}
              >
                {name}
              </Button>
            ))}
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={add}
            >
              Other charge
            </Button>
          </Group>
        )}
      </Lines>
    </Panel>
  )
}

interface LinesProps extends SectionProps {
  kind: DraftLine['kind']
  name: string
  /** What stands below the rows; `add` makes an empty one and goes there. */
  children: (add: () => void) => React.ReactNode
}

function Lines({ form, kind, name, children }: LinesProps) {
  const { draft, change, leave } = form
  const lines = draft.lines.filter((line) => line.kind === kind)
  const actions = useLineActions(change, leave)
  const keys = useLineKeys({
    lines,
    add: () => {
      const line = emptyLine(kind)
      change((now) => ({ lines: addLine(now.lines, line) }))
      return line.key
    },
    move: actions.move,
    paste: (key, pasted) => change((now) => ({ lines: insertPasted(now.lines, key, pasted) })),
  })
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the fields inside */}
      <div ref={keys.container} onKeyDown={keys.onKeyDown} onPaste={keys.onPaste}>
        {lines.map((line, index) => (
          <InvoiceLineItemRow
            key={line.key}
            line={line}
            name={`${name} ${index + 1}`}
            currency={form.currency}
            totalCents={form.totals.lineTotalsCents[draft.lines.indexOf(line)] ?? 0}
            defaultTaxRate={draft.taxRate}
            isOnly={kind === 'item' && lines.length === 1}
            actions={actions}
            {...rowMessages(form.messages, line.key)}
          />
        ))}
      </div>
      {children(keys.addLine)}
    </>
  )
}

function useLineActions(change: ChangeDraft, leave: (path: string) => void): LineActions {
  const latest = useLatest({ change, leave })
  return useMemo(
    () => ({
      change: (key, next) => latest.current.change(({ lines }) => ({ lines: changeLine(lines, key, next) })),
      remove: (key) => latest.current.change(({ lines }) => ({ lines: removeLine(lines, key) })),
      move: (key, by) => latest.current.change(({ lines }) => ({ lines: moveLine(lines, key, by) })),
      leave: (key, field, text) => {
        if (text.trim() !== '') latest.current.leave(`lines.${key}.${field}`)
      },
    }),
    [latest],
  )
}
