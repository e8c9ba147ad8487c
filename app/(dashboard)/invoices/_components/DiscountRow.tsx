import { ActionIcon, NativeSelect, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { currencySymbol, formatMoney } from '../../../../invoicing/money/money.ts'
import type { DraftDiscount } from './document-draft.ts'
import classes from './InvoicePricingSummary.module.css'

interface DiscountRowProps {
  discount: DraftDiscount
  name: string
  currency: string
  amountCents: number
  message: string | undefined
  onChange: (change: Partial<DraftDiscount>) => void
  onLeave: () => void
  onRemove: () => void
}

/** One discount (C: U76): what for, and a percentage of the subtotal or an amount. */
export function DiscountRow({
  discount,
  name,
  currency,
  amountCents,
  message,
  onChange,
  onLeave,
  onRemove,
}: DiscountRowProps) {
  const problemId = useId()
  return (
    <fieldset aria-label={name} className={classes.discount}>
      <TextInput
        aria-label="Reason"
        maxLength={200}
        autoComplete="off"
        value={discount.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <TextInput
        aria-label="Value"
        inputMode="decimal"
        autoComplete="off"
        placeholder="0"
        value={discount.value}
        error={message !== undefined}
        aria-describedby={message ? problemId : undefined}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
        onBlur={onLeave}
      />
      <NativeSelect
        aria-label="Kind"
        data={[
          { value: 'percent', label: '%' },
          { value: 'amount', label: currencySymbol(currency) },
        ]}
        value={discount.kind}
        onChange={(event) =>
          onChange({ kind: event.currentTarget.value === 'amount' ? 'amount' : 'percent' })
        }
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove ${name.toLowerCase()}`}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
      {message ? (
        <p id={problemId} role="alert" className={classes.problem}>
          {message}
        </p>
      ) : (
        <output className={classes.amount} aria-label={`${name} amount`}>
          {formatMoney(0 - amountCents, currency, { zeroAsDash: true })}
        </output>
      )}
    </fieldset>
  )
}
