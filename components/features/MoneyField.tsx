import { TextInput, type TextInputProps } from '@mantine/core'
import { currencySymbol, moneyText, parseMoneyInput } from '../../invoicing/money/money.ts'

interface MoneyFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** The text as typed. */
  value: string
  onChange: (text: string) => void
  currency: string
}

/** An amount as people type it. On leaving the field "1,637.5" becomes "1637.50"; what cannot be read stays as it is. */
export function MoneyField({ value, onChange, currency, ...rest }: MoneyFieldProps) {
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      leftSection={<span aria-hidden>{currencySymbol(currency)}</span>}
      leftSectionPointerEvents="none"
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => {
        const cents = parseMoneyInput(value, currency)
        if (typeof cents === 'number') onChange(moneyText(cents, currency))
        rest.onBlur?.(event)
      }}
    />
  )
}
