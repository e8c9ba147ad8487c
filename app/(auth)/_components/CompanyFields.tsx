import { Select, TextInput } from '@mantine/core'
import { CountrySelect } from '../../../components/features/CountrySelect.tsx'
import { isCountry } from '../../../invoicing/addresses/country.ts'
import { isSupportedCurrency } from '../../../invoicing/money/money.ts'

export interface CompanyDraft {
  companyName: string
  currency: string
  country: string
  timeZone: string
}

/** A shop most likely works in the time zone and country of the browser in front of it. */
export function newCompanyDraft(): CompanyDraft {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return {
    companyName: '',
    currency: 'USD',
    country: browserCountry(),
    timeZone: timeZones.includes(timeZone) ? timeZone : 'America/New_York',
  }
}

/** The country of the language that the browser asks for first: `en-GB` is one of Britain. */
function browserCountry(): string {
  const region = new Intl.Locale(navigator.language).region ?? 'US'
  return isCountry(region) ? region : 'US'
}

interface CompanyFieldsProps {
  value: CompanyDraft
  onChange: (value: CompanyDraft) => void
  errors: Partial<Record<string, string>>
}

/** What a company needs to begin: its name, where it is, the currency of its books and the clock it lives by. */
export function CompanyFields({ value, onChange, errors }: CompanyFieldsProps) {
  return (
    <>
      <TextInput
        label="Company name"
        autoComplete="organization"
        value={value.companyName}
        onChange={(event) => onChange({ ...value, companyName: event.currentTarget.value })}
        error={errors.companyName ?? errors.name}
        required
        withAsterisk={false}
      />
      <CountrySelect
        label="Country"
        description="Phone numbers without a country code are read as this country’s."
        value={value.country}
        onChange={(country) => onChange({ ...value, country })}
        error={errors.country}
        limit={50}
      />
      <Select
        label="Currency"
        description="Of the company’s totals; a customer may have another one."
        data={currencies}
        value={value.currency}
        onChange={(currency) => currency && onChange({ ...value, currency })}
        error={errors.currency}
        searchable
        allowDeselect={false}
        limit={50}
      />
      <Select
        label="Time zone"
        description="Decides which day it is: due dates and overdue follow it."
        data={timeZones}
        value={value.timeZone}
        onChange={(timeZone) => timeZone && onChange({ ...value, timeZone })}
        error={errors.timeZone}
        searchable
        allowDeselect={false}
        limit={50}
      />
    </>
  )
}

const names = new Intl.DisplayNames('en', { type: 'currency' })

const currencies = Intl.supportedValuesOf('currency')
  .filter(isSupportedCurrency)
  .map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
