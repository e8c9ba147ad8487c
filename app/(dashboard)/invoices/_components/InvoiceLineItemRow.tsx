import { ActionIcon, TextInput } from '@mantine/core'
import { IconGripVertical, IconShirt, IconX } from '@tabler/icons-react'
import { memo, type PointerEvent, useState } from 'react'
import { formatMoney } from '../../../../invoicing/money/money.ts'
import { type DraftLine, hasPieces } from './draft-line.ts'
import classes from './InvoiceLineItemRow.module.css'
import { LineOptions } from './LineOptions.tsx'
import { LinePrice } from './LinePrice.tsx'
import { LineTags } from './LineTags.tsx'
import { LineTrade } from './LineTrade.tsx'
import type { RowMessages } from './row-messages.ts'
import { piecesTyped } from './size-run.ts'

/** What a row can ask for; the same object for all rows and all renders, so that only the row typed in renders. */
export interface LineActions {
  change: (key: string, change: Partial<DraftLine>) => void
  remove: (key: string) => void
  move: (key: string, by: -1 | 1) => void
  /** Somebody left a field of a row; `field` may lie inside of it, as `sizes.row-9.quantity`. */
  leave: (key: string, field: string, text: string) => void
  /** What the shop asks for a size elsewhere on this invoice. */
  upchargeOf: (size: string) => string
  /** The row is taken by its handle. */
  drag: (event: PointerEvent) => void
}

interface InvoiceLineItemRowProps {
  line: DraftLine
  /** "Line 2", "Charge 1": what the row is called. */
  name: string
  currency: string
  totalCents: number
  defaultTaxRate: string
  isOnly: boolean
  actions: LineActions
  messages: RowMessages
}

/** One line being typed (C: U71): description, quantity, unit price, what it comes to, and what it is made of. */
export const InvoiceLineItemRow = memo(function InvoiceLineItemRow(props: InvoiceLineItemRowProps) {
  const { line, name, currency, totalCents, actions, messages } = props
  const { key } = line
  const [isOpen, setOpen] = useState(false)
  const fields = Object.keys(messages)
  const hasTrade = line.kind === 'item'
  const isTradeOpen = hasTrade && (isOpen || fields.some((field) => field.includes('.')))
  const problems = fields.filter((field) => !field.includes('.')).map((field) => messages[field])
  const problemsId = problems.length > 0 ? `${key}-problems` : undefined
  return (
    <fieldset aria-label={name} className={classes.row} data-row={key}>
      <span className={classes.handle} aria-hidden="true" onPointerDown={actions.drag}>
        <IconGripVertical size={14} />
      </span>
      <TextInput
        aria-label="Description"
        placeholder="Description"
        className={classes.description}
        maxLength={500}
        data-cell="description"
        aria-describedby={problemsId}
        autoComplete="off"
        value={line.description}
        error={messages.description !== undefined}
        onChange={(event) => actions.change(key, { description: event.currentTarget.value })}
        onBlur={() => actions.leave(key, 'description', line.description)}
      />
      <Quantity
        line={line}
        actions={actions}
        problemsId={problemsId}
        hasError={messages.quantity !== undefined}
      />
      <LinePrice
        line={line}
        currency={currency}
        actions={actions}
        messages={messages}
        problemsId={problemsId}
      />
      <output className={classes.total} aria-label="Line total">
        {formatMoney(totalCents, currency, { display: 'none', zeroAsDash: true })}
      </output>
      <div className={classes.tools}>
        {hasTrade && (
          <ActionIcon
            variant={line.sizes.length > 0 || line.imprints.length > 0 || line.furnished ? 'light' : 'subtle'}
            color={line.sizes.length > 0 || line.imprints.length > 0 || line.furnished ? 'cyan' : 'gray'}
            aria-label={`Sizes and imprints of ${name.toLowerCase()}`}
            aria-expanded={isTradeOpen}
            aria-controls={isTradeOpen ? `${key}-trade` : undefined}
            onClick={() => setOpen(!isTradeOpen)}
          >
            <IconShirt size={16} aria-hidden />
          </ActionIcon>
        )}
        <LineOptions line={line} name={name} defaultTaxRate={props.defaultTaxRate} actions={actions} />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Remove ${name.toLowerCase()}`}
          className={props.isOnly ? classes.hidden : undefined}
          onClick={() => actions.remove(key)}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <LineTags line={line} isTradeOpen={isTradeOpen} />
      {problems.length > 0 && (
        <p id={problemsId} className={classes.problems} role="alert">
          {problems.join(' ')}
        </p>
      )}
      {isTradeOpen && (
        <LineTrade
          id={`${key}-trade`}
          line={line}
          name={name}
          currency={currency}
          actions={actions}
          messages={messages}
        />
      )}
    </fieldset>
  )
})

interface QuantityProps {
  line: DraftLine
  actions: LineActions
  problemsId: string | undefined
  hasError: boolean
}

/** What is typed, the sum of the sizes, or one: a percentage is charged once. */
function Quantity({ line, actions, problemsId, hasError }: QuantityProps) {
  const { key, sizes } = line
  const isSum = hasPieces(line)
  const follows = isSum ? piecesTyped(sizes) : line.percentOfItems === null ? undefined : '1'
  return (
    <TextInput
      aria-label="Quantity"
      placeholder="Qty"
      inputMode="decimal"
      autoComplete="off"
      className={classes.quantity}
      data-cell="quantity"
      aria-describedby={problemsId}
      readOnly={follows !== undefined}
      variant={follows === undefined ? 'default' : 'filled'}
      title={isSum ? 'The sum of the sizes' : undefined}
      value={follows ?? line.quantity}
      error={hasError}
      onChange={(event) => actions.change(key, { quantity: event.currentTarget.value })}
      onBlur={() => actions.leave(key, 'quantity', line.quantity)}
    />
  )
}
