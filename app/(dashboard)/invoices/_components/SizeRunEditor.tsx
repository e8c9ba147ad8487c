import { Button, Group, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { usualSizes } from '../../../../contract/line-items.ts'
import { type DraftLine, type DraftSize, emptySize, hasPieces, isBlankSize } from './draft-line.ts'
import type { LineActions } from './InvoiceLineItemRow.tsx'
import classes from './LineTrade.module.css'
import type { RowMessages } from './row-messages.ts'
import { isUsual, pastedPieces, piecesTyped, withSizes } from './size-run.ts'

export interface LinePartProps {
  line: DraftLine
  currency: string
  actions: LineActions
  messages: RowMessages
}

/** How many of each size, and what a piece of the large ones costs more. Tab and Enter go from cell to cell. */
export function SizeRunEditor({ line, currency, actions, messages }: LinePartProps) {
  const grid = useRef<HTMLFieldSetElement>(null)
  const { key, sizes } = line
  const change = (next: DraftSize[]) => actions.change(key, { sizes: next })
  const changeSize = (size: DraftSize, next: Partial<DraftSize>) =>
    change(sizes.map((one) => (one.key === size.key ? { ...one, ...next } : one)))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    if (!(event.target instanceof HTMLInputElement)) return
    const cells = Array.from(grid.current?.querySelectorAll('input') ?? [])
    const next = cells[cells.indexOf(event.target) + 1]
    event.preventDefault()
    event.stopPropagation()
    next?.focus()
    next?.select()
  }
  const onPaste = (event: ClipboardEvent) => {
    const { target } = event
    const cell = target instanceof HTMLInputElement ? target.dataset.pieces : undefined
    const pasted = cell && pastedPieces(sizes, cell, event.clipboardData.getData('text/plain'))
    if (!pasted) return
    event.preventDefault()
    change(pasted)
  }
  const filled = sizes.filter((size) => !isBlankSize(size))
  return (
    <div>
      {sizes.length > 0 && (
        <fieldset ref={grid} className={classes.grid} onKeyDown={onKeyDown} onPaste={onPaste}>
          <legend>Pieces of each size</legend>
          {sizes.map((size) => (
            <SizeCell
              key={size.key}
              size={size}
              messages={messages}
              onChange={(next) => changeSize(size, next)}
              onLeave={(field) => actions.leave(key, `sizes.${size.key}.${field}`, size[field])}
            />
          ))}
        </fieldset>
      )}
      {filled.length > 0 && !line.furnished && (
        <fieldset className={classes.grid} onKeyDown={stopEnter}>
          <legend>Upcharge for each piece</legend>
          {filled.map((size) => (
            <MoneyField
              key={size.key}
              label={size.size || '?'}
              aria-label={`Upcharge ${size.size}`}
              placeholder="0.00"
              leftSection={null}
              size="xs"
              currency={currency}
              value={size.upcharge}
              error={messages[`sizes.${size.key}.upcharge`] !== undefined}
              onChange={(upcharge) => changeSize(size, { upcharge })}
              onBlur={() => actions.leave(key, `sizes.${size.key}.upcharge`, size.upcharge)}
            />
          ))}
        </fieldset>
      )}
      <SizeProblems sizes={sizes} messages={messages} />
      <SizeButtons line={line} actions={actions} change={change} />
    </div>
  )
}

function stopEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault()
}

interface SizeCellProps {
  size: DraftSize
  messages: RowMessages
  onChange: (next: Partial<DraftSize>) => void
  onLeave: (field: 'size' | 'quantity') => void
}

/** A size that everybody knows is a label; one of the shop's own can be named. */
function SizeCell({ size, messages, onChange, onLeave }: SizeCellProps) {
  const pieces = (
    <TextInput
      size="xs"
      inputMode="decimal"
      autoComplete="off"
      placeholder="0"
      data-pieces={size.key}
      {...(isUsual(size.size)
        ? { label: size.size }
        : { 'aria-label': `Pieces of ${size.size || 'this size'}` })}
      value={size.quantity}
      error={messages[`sizes.${size.key}.quantity`] !== undefined}
      onChange={(event) => onChange({ quantity: event.currentTarget.value })}
      onBlur={() => onLeave('quantity')}
    />
  )
  if (isUsual(size.size)) return pieces
  return (
    <div className={classes.own}>
      <TextInput
        size="xs"
        aria-label="Name of the size"
        placeholder="Size"
        maxLength={20}
        autoComplete="off"
        value={size.size}
        error={messages[`sizes.${size.key}.size`] !== undefined}
        onChange={(event) => onChange({ size: event.currentTarget.value })}
        onBlur={() => onLeave('size')}
      />
      {pieces}
    </div>
  )
}

/** "2XL: Write a number only, such as 24." */
function SizeProblems({ sizes, messages }: { sizes: readonly DraftSize[]; messages: RowMessages }) {
  const problems = sizes.flatMap((size) =>
    (['size', 'quantity', 'upcharge'] as const).flatMap((field) => {
      const message = messages[`sizes.${size.key}.${field}`]
      return message === undefined ? [] : [size.size ? `${size.size}: ${message}` : message]
    }),
  )
  return problems.length === 0 ? null : (
    <p className={classes.problems} role="alert">
      {problems.join(' ')}
    </p>
  )
}

interface SizeButtonsProps {
  line: DraftLine
  actions: LineActions
  change: (sizes: DraftSize[]) => void
}

function SizeButtons({ line, actions, change }: SizeButtonsProps) {
  const { sizes } = line
  const isMissing = (labels: readonly string[]) =>
    labels.some((label) => !sizes.some(({ size }) => size === label))
  const add = (labels: readonly string[]) => change(withSizes(sizes, labels, actions.upchargeOf))
  return (
    <Group gap="xs" className={classes.buttons}>
      {isMissing(usualSizes.adult) && <AddButton label="Adult sizes" onClick={() => add(usualSizes.adult)} />}
      {isMissing(usualSizes.youth) && <AddButton label="Youth sizes" onClick={() => add(usualSizes.youth)} />}
      <AddButton label="Other size" onClick={() => change([...sizes, emptySize()])} />
      {sizes.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => {
            const quantity = hasPieces(line) ? piecesTyped(sizes) : line.quantity
            actions.change(line.key, { sizes: [], quantity })
          }}
        >
          No sizes
        </Button>
      )}
    </Group>
  )
}

export function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  )
}
