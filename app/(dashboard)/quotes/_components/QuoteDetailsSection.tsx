import { Anchor, Stack, Text, TextInput } from '@mantine/core'
import { useToday } from '../../../../components/features/session.ts'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { daysBetween, isCivilDate } from '../../../../invoicing/calendar/calendar.ts'
import { usualDepositPercent } from '../../../../invoicing/invoices/deposit.ts'
import { formatMoney, percentHalfUp } from '../../../../invoicing/money/money.ts'
import type { QuoteFormState } from './quote-draft.ts'

/** What the work is called, and until when the offer stands. */
export function QuoteDetailsSection({ form }: { form: QuoteFormState }) {
  const { draft, change, messages, leave } = form
  const today = useToday()
  return (
    <Panel title="Quote">
      <Stack gap="sm">
        <TextInput
          label="Title"
          placeholder="Field day tees"
          maxLength={200}
          autoComplete="off"
          value={draft.title}
          error={messages.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <DateField
          label="Valid until"
          value={draft.validUntil}
          error={messages.validUntil}
          onChange={(validUntil) => change({ validUntil })}
          onBlur={() => leave('validUntil')}
          description={
            draft.validUntil === '' ? (
              'Without an end.'
            ) : (
              <>
                {daysText(draft.validUntil, today)}{' '}
                <Anchor component="button" type="button" size="xs" onClick={() => change({ validUntil: '' })}>
                  Valid without an end
                </Anchor>
              </>
            )
          }
        />
        <UsualDeposit form={form} />
      </Stack>
    </Panel>
  )
}

/** What the customer is usually asked for first; it is taken on the quote once that is sent. */
function UsualDeposit({ form: { customer, currency, totals } }: { form: QuoteFormState }) {
  if (!customer) return null
  const percent = usualDepositPercent(customer)
  const cents = percentHalfUp(totals.totalCents, percent, currency)
  return (
    <Text size="xs" c="dimmed">
      {Number(percent) === 0
        ? 'No deposit is usual here.'
        : `Usual deposit: ${cents === 0 ? `${percent}%` : `${formatMoney(cents, currency)} (${percent}%)`}, taken once the quote is sent.`}
    </Text>
  )
}

function daysText(validUntil: string, today: string): string {
  if (!isCivilDate(validUntil)) return ''
  const days = daysBetween(today, validUntil)
  if (days < 0) return 'That day has passed: choose a later one before it is sent.'
  return days === 0 ? 'Today only.' : `${days} ${days === 1 ? 'day' : 'days'} from today.`
}
