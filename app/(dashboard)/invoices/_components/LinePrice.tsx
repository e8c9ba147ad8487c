import { NativeSelect, TextInput } from '@mantine/core'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { currencySymbol } from '../../../../invoicing/money/money.ts'
import type { DraftLine } from './draft-line.ts'
import classes from './InvoiceLineItemRow.module.css'
import type { LineActions } from './InvoiceLineItemRow.tsx'
import type { RowMessages } from './row-messages.ts'

interface LinePriceProps {
  line: DraftLine
  currency: string
  actions: LineActions
  messages: RowMessages
  problemsId: string | undefined
}

/** What a piece costs; for a charge also a percentage of the line items, from which its amount follows. */
export function LinePrice({ line, currency, actions, messages, problemsId }: LinePriceProps) {
  const { key, percentOfItems } = line
  const kind =
    line.kind === 'fee'
      ? { rightSection: <PriceKind line={line} currency={currency} actions={actions} /> }
      : {}
  const common = {
    className: classes.price,
    'data-cell': 'unitPrice',
    'aria-describedby': problemsId,
    ...(line.kind === 'fee' ? { rightSectionWidth: 46, rightSectionPointerEvents: 'all' as const } : {}),
    ...kind,
  }
  if (percentOfItems !== null) {
    return (
      <TextInput
        aria-label="Percent of the line items"
        placeholder="0"
        inputMode="decimal"
        autoComplete="off"
        styles={{ input: { textAlign: 'right' } }}
        {...common}
        value={percentOfItems}
        error={messages.percentOfItems !== undefined}
        onChange={(event) => actions.change(key, { percentOfItems: event.currentTarget.value })}
        onBlur={() => actions.leave(key, 'percentOfItems', percentOfItems)}
      />
    )
  }
  return (
    <MoneyField
      aria-label="Unit price"
      placeholder="0.00"
      leftSection={null}
      currency={currency}
      {...common}
      readOnly={line.furnished}
      variant={line.furnished ? 'filled' : 'default'}
      title={line.furnished ? 'The customer brings the goods' : undefined}
      value={line.furnished ? '0' : line.unitPrice}
      error={messages.unitPrice !== undefined}
      onChange={(unitPrice) => line.furnished || actions.change(key, { unitPrice })}
      onBlur={() => actions.leave(key, 'unitPrice', line.unitPrice)}
    />
  )
}

function PriceKind({ line, currency, actions }: Pick<LinePriceProps, 'line' | 'currency' | 'actions'>) {
  return (
    <NativeSelect
      aria-label="Kind"
      variant="unstyled"
      size="xs"
      rightSectionWidth={18}
      styles={{ input: { paddingInline: '4px 18px' } }}
      data={[
        { value: 'amount', label: currencySymbol(currency) },
        { value: 'percent', label: '%' },
      ]}
      value={line.percentOfItems === null ? 'amount' : 'percent'}
      onChange={(event) => {
        const isPercent = event.currentTarget.value === 'percent'
        const row = event.currentTarget.closest('fieldset')
        actions.change(line.key, { percentOfItems: isPercent ? '' : null })
        // Another field takes the place of this one, with a choice of its own.
        requestAnimationFrame(() => row?.querySelector<HTMLElement>('[data-cell=unitPrice]')?.focus())
      }}
    />
  )
}
