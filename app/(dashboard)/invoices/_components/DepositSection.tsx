import { Anchor, Collapse, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { useToday } from '../../../../components/features/session.ts'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { customerTierLabels } from '../../../../contract/customers.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { usualDepositPercent } from '../../../../invoicing/invoices/deposit.ts'
import { centsOf, formatMoney, moneyText, percentHalfUp } from '../../../../invoicing/money/money.ts'
import classes from './DepositSection.module.css'
import type { Draft } from './draft.ts'
import { readAmount, readPercent } from './typed-numbers.ts'
import type { InvoiceFormState } from './use-invoice-form.ts'

/** Whether a deposit is asked for, how much, and until when (C: U83-U86). It does not lower the balance. */
export function DepositSection({ form }: { form: InvoiceFormState }) {
  const { draft, change } = form
  return (
    <Panel title="Deposit">
      <Switch
        label="Request deposit"
        checked={draft.depositRequested}
        onChange={(event) => change({ depositRequested: event.currentTarget.checked })}
      />
      <Collapse expanded={draft.depositRequested} transitionDuration={120}>
        {draft.depositRequested && <DepositFields form={form} />}
      </Collapse>
    </Panel>
  )
}

function DepositFields({ form }: { form: InvoiceFormState }) {
  const { draft, change, currency, messages, leave, totals } = form
  const today = useToday()
  const isPercent = draft.depositKind === 'percent'
  return (
    <Stack gap="sm" mt="sm">
      <div className={classes.amount}>
        {isPercent ? (
          <TextInput
            label="Deposit"
            inputMode="decimal"
            autoComplete="off"
            rightSection={<span aria-hidden>%</span>}
            rightSectionPointerEvents="none"
            value={draft.depositValue}
            error={messages.depositAmount ?? messages.depositPercent}
            description={depositText(draft, totals.totalCents, currency)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            onChange={(event) => change({ depositValue: event.currentTarget.value })}
            onBlur={() => leave('depositAmount')}
          />
        ) : (
          <MoneyField
            label="Deposit"
            currency={currency}
            value={draft.depositValue}
            error={messages.depositAmount}
            onChange={(depositValue) => change({ depositValue })}
            onBlur={() => leave('depositAmount')}
          />
        )}
        <SegmentedControl
          size="xs"
          aria-label="Deposit in"
          data={[
            { value: 'percent', label: '%' },
            { value: 'amount', label: currency },
          ]}
          value={draft.depositKind}
          onChange={(kind) => change(otherKind(draft, kind, totals.totalCents, currency))}
        />
      </div>
      <Recommended form={form} />
      <DateField
        label="Deposit due"
        value={draft.depositDueDate || today}
        error={messages.depositDueDate}
        onChange={(date) => change({ depositDueDate: date === today ? '' : date })}
        onBlur={() => leave('depositDueDate')}
        description={
          draft.depositDueDate
            ? `Set by hand; otherwise the day it is sent, ${formatDate(today)}.`
            : 'The day it is sent.'
        }
      />
    </Stack>
  )
}

/** "Recommended: $150.00 (50%)", from the customer's tier or contract (C: U86). */
function Recommended({ form: { draft, change, customer, currency, totals } }: { form: InvoiceFormState }) {
  if (!customer) return null
  const percent = usualDepositPercent(customer)
  const amount = formatMoney(percentHalfUp(totals.totalCents, percent, currency), currency)
  const isChosen = draft.depositKind === 'percent' && draft.depositValue === percent
  return (
    <Text size="xs" c="dimmed">
      Recommended: {amount} ({percent}%), {customerTierLabels[customer.tier].toLowerCase()} customer.{' '}
      {!isChosen && (
        <Anchor
          component="button"
          type="button"
          size="xs"
          onClick={() => change({ depositKind: 'percent', depositValue: percent })}
        >
          Use it
        </Anchor>
      )}
    </Text>
  )
}

/** What a percentage comes to now; it follows the total. */
function depositText({ depositValue }: Draft, totalCents: number, currency: string): string {
  const percent = readPercent(depositValue)
  if (!percent.ok) return 'Follows the total.'
  return `${formatMoney(percentHalfUp(totalCents, percent.text, currency), currency)} of the total.`
}

/** The same deposit in the other way (C: N33): the amount that the percentage comes to, or the customer's half. */
function otherKind(draft: Draft, kind: Draft['depositKind'], totalCents: number, currency: string) {
  if (kind === draft.depositKind) return {}
  if (kind === 'amount') {
    const percent = readPercent(draft.depositValue)
    const cents = percentHalfUp(totalCents, percent.ok ? percent.text : '50', currency)
    return { depositKind: kind, depositValue: moneyText(cents, currency) }
  }
  const amount = readAmount(draft.depositValue, currency, 'zero')
  const isKnown = amount.ok && totalCents > 0
  const share = isKnown ? Math.min(100, Math.round((centsOf(amount.text) * 100) / totalCents)) : 50
  return { depositKind: kind, depositValue: String(share) }
}
