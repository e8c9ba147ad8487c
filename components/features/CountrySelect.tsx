import { Select, type SelectProps } from '@mantine/core'
import { countryCodes, countryName } from '../../invoicing/addresses/country.ts'

interface CountrySelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** ISO 3166-1 alpha-2. */
  value: string
  onChange: (country: string) => void
}

/** A country by its English name or its code. */
export function CountrySelect({ value, onChange, ...rest }: CountrySelectProps) {
  return (
    <Select
      searchable
      allowDeselect={false}
      maxDropdownHeight={240}
      {...rest}
      data={countries}
      value={value}
      onChange={(country) => country && onChange(country)}
    />
  )
}

const countries = countryCodes
  .map((code) => ({ value: code, label: `${countryName(code)} (${code})` }))
  .sort((one, other) => one.label.localeCompare(other.label))
