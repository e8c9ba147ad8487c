import { Group, NativeSelect, SegmentedControl } from '@mantine/core'
import { useSession } from '../../../../components/features/session.ts'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { type Days, type PeriodName, periodLabels, periodNameOf, periodOf } from './report-period.ts'

interface PeriodChoiceProps {
  days: Days
  onShow: (change: Partial<Days> & { currency?: string | undefined }) => void
  /** Where the report is in one currency of several. */
  currency?: string
  otherCurrencies?: readonly string[]
}

/** Which days a report is about: a usual period, or any; and in which currency. */
export function PeriodChoice({ days, onShow, currency, otherCurrencies = [] }: PeriodChoiceProps) {
  const { company } = useSession()
  const name = periodNameOf(days, company.today)
  const currencies = currency
    ? [...new Set([company.currency, currency, ...otherCurrencies])]
    : [company.currency]
  return (
    <Group gap="sm" mb="md" align="flex-end">
      <NativeSelect
        label="Period"
        value={name ?? ''}
        data={[
          ...(name ? [] : [{ value: '', label: 'Chosen days' }]),
          ...Object.entries(periodLabels).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(event) => onShow(periodOf(event.currentTarget.value as PeriodName, company.today))}
      />
      <DateField label="From" value={days.from} onChange={(from) => from && onShow({ from })} />
      <DateField
        label="To"
        value={days.to}
        onChange={(to) => to && onShow({ to })}
        error={days.to < days.from ? 'Ends before it begins.' : undefined}
      />
      {currencies.length > 1 && (
        <SegmentedControl
          aria-label="Currency"
          data={currencies}
          value={currency ?? company.currency}
          onChange={(code) => onShow({ currency: code === company.currency ? undefined : code })}
        />
      )}
    </Group>
  )
}
