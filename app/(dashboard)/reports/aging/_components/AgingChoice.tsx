import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useSession } from '../../../../../components/features/session.ts'
import { DateField } from '../../../../../components/ui/DateField.tsx'
import { addDays, endOfMonth, startOfMonth } from '../../../../../invoicing/calendar/calendar.ts'

interface AgingChoiceProps {
  /** Undefined for today. */
  asOf: string | undefined
  currency: string
  otherCurrencies: readonly string[]
  onShow: (change: { asOf?: string; currency?: string }) => void
}

/** Of which day, and in which currency. */
export function AgingChoice({ asOf, currency, otherCurrencies, onShow }: AgingChoiceProps) {
  const { company } = useSession()
  const day = asOf ?? company.today
  const lastMonth = endOfMonth(addDays(startOfMonth(company.today), -1))
  const currencies = [...new Set([company.currency, currency, ...otherCurrencies])]
  return (
    <Group gap="xs" mb="md">
      <Text component="label" htmlFor="as-of" c="dimmed">
        As of
      </Text>
      <DateField
        id="as-of"
        value={day}
        onChange={(date) => onShow({ asOf: date && date !== company.today ? date : undefined })}
        max={company.today}
      />
      {day !== lastMonth && (
        <Button variant="default" onClick={() => onShow({ asOf: lastMonth })}>
          Last month’s end
        </Button>
      )}
      {asOf !== undefined && (
        <Button variant="default" onClick={() => onShow({ asOf: undefined })}>
          Today
        </Button>
      )}
      {currencies.length > 1 && (
        <SegmentedControl
          aria-label="Currency"
          data={currencies}
          value={currency}
          onChange={(code) => onShow({ currency: code === company.currency ? undefined : code })}
        />
      )}
    </Group>
  )
}
