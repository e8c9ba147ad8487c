import { ActionIcon, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { memo } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { formatMoney } from '../../../../invoicing/money/money.ts'
import type { FieldMessages } from './check-draft.ts'
import type { DraftLine, LineField } from './draft.ts'
import classes from './InvoiceLineItemRow.module.css'
import { LineOptions } from './LineOptions.tsx'

/** What a row can ask for; the same object for all rows and all renders, so that only the row typed in renders. */
export interface LineActions {
  change: (key: string, change: Partial<DraftLine>) => void
  remove: (key: string) => void
  move: (key: string, by: -1 | 1) => void
  leave: (key: string, field: LineField, text: string) => void
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
  descriptionMessage: string | undefined
  quantityMessage: string | undefined
  unitPriceMessage: string | undefined
  taxRateMessage: string | undefined
}

/** The messages of one row, as the row's props, so that a message elsewhere renders nothing here. */
export function rowMessages(messages: FieldMessages, key: string) {
  return {
    descriptionMessage: messages[`lines.${key}.description`],
    quantityMessage: messages[`lines.${key}.quantity`],
    unitPriceMessage: messages[`lines.${key}.unitPrice`],
    taxRateMessage: messages[`lines.${key}.taxRate`],
  }
}

/** One line being typed (C: U71): description, quantity, unit price, and what it comes to. */
export const InvoiceLineItemRow = memo(function InvoiceLineItemRow({
  line,
  name,
  currency,
  totalCents,
  defaultTaxRate,
  isOnly,
  actions,
  ...messages
}: InvoiceLineItemRowProps) {
  const { key } = line
  const problems = Object.values(messages).filter((message) => message !== undefined)
  const problemsId = problems.length > 0 ? `${key}-problems` : undefined
  const cell = (field: 'description' | 'quantity', message: string | undefined) => ({
    'data-cell': field,
    'aria-describedby': problemsId,
    autoComplete: 'off',
    value: line[field],
    error: message !== undefined,
    onChange: (event: { currentTarget: { value: string } }) =>
      actions.change(key, { [field]: event.currentTarget.value }),
    onBlur: () => actions.leave(key, field, line[field]),
  })
  return (
    <fieldset aria-label={name} className={classes.row} data-row={key}>
      <TextInput
        aria-label="Description"
        placeholder="Description"
        className={classes.description}
        maxLength={500}
        {...cell('description', messages.descriptionMessage)}
      />
      <TextInput
        aria-label="Quantity"
        placeholder="Qty"
        inputMode="decimal"
        className={classes.quantity}
        {...cell('quantity', messages.quantityMessage)}
      />
      <MoneyField
        aria-label="Unit price"
        placeholder="0.00"
        className={classes.price}
        leftSection={null}
        currency={currency}
        data-cell="unitPrice"
        aria-describedby={problemsId}
        value={line.unitPrice}
        error={messages.unitPriceMessage !== undefined}
        onChange={(unitPrice) => actions.change(key, { unitPrice })}
        onBlur={() => actions.leave(key, 'unitPrice', line.unitPrice)}
      />
      <output className={classes.total} aria-label="Line total">
        {formatMoney(totalCents, currency, { display: 'none', zeroAsDash: true })}
      </output>
      <div className={classes.tools}>
        <LineOptions line={line} name={name} defaultTaxRate={defaultTaxRate} actions={actions} />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Remove ${name.toLowerCase()}`}
          className={isOnly ? classes.hidden : undefined}
          onClick={() => actions.remove(key)}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <LineTags line={line} />
      {problems.length > 0 && (
        <p id={problemsId} className={classes.problems} role="alert">
          {problems.join(' ')}
        </p>
      )}
    </fieldset>
  )
})

/** What is special about a line, where the options are closed. */
function LineTags({ line }: { line: DraftLine }) {
  const tags = [
    !line.taxable && 'Not taxed',
    line.taxable && line.taxRate.trim() !== '' && `Tax ${line.taxRate.trim().replace(/\s*%$/, '')}%`,
    line.group.trim() !== '' && `Bundled as “${line.group.trim()}”`,
  ].filter((tag) => tag !== false)
  return tags.length > 0 ? <span className={classes.tags}>{tags.join(' · ')}</span> : null
}
