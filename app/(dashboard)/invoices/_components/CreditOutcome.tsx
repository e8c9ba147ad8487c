import { NativeSelect, SegmentedControl, Text, TextInput } from '@mantine/core'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { useMay } from '../../../../components/features/session.ts'
import type { ExcessUse } from '../../../../contract/credit-memos.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { paymentMethodLabels, paymentMethods } from '../../../../contract/payment-methods.ts'
import { centsOf, decimalText, formatMoney } from '../../../../invoicing/money/money.ts'
import classes from './CreditOutcome.module.css'
import { type CreditDraft, creditSoFar } from './credit-draft.ts'

interface CreditOutcomeProps {
  invoice: Invoice
  draft: CreditDraft
  onChange: (change: Partial<CreditDraft>) => void
}

/** What the memo comes to with tax, as the server will count it, and what becomes of it (C: U62). */
export function CreditOutcome({ invoice, draft, onChange }: CreditOutcomeProps) {
  const { currency } = invoice
  const credit = creditSoFar(draft, invoice)
  return (
    <section className={classes.outcome} aria-label="What the memo comes to" aria-live="polite">
      <dl className={classes.sums}>
        {credit.taxes.map(({ rate, baseCents, taxCents }) => (
          <div key={rate}>
            <dt>
              Tax {rate}% of {formatMoney(baseCents, currency)}
            </dt>
            <dd>{formatMoney(taxCents, currency)}</dd>
          </div>
        ))}
        <div className={classes.total}>
          <dt>Total credit</dt>
          <dd>
            <MoneyText amount={decimalText(credit.totalCents)} currency={currency} size="hero" />
          </dd>
        </div>
      </dl>
      <Text size="sm">{outcomeSentence(invoice, credit)}</Text>
      {credit.excessCents > 0 && (
        <Excess invoice={invoice} draft={draft} excessCents={credit.excessCents} onChange={onChange} />
      )}
    </section>
  )
}

function outcomeSentence(
  { invoiceNumber, balanceDue, currency }: Invoice,
  { totalCents, appliedCents }: { totalCents: number; appliedCents: number },
): string {
  if (totalCents === 0) return 'Choose what is credited.'
  const money = (cents: number) => formatMoney(cents, currency)
  const balanceCents = centsOf(balanceDue)
  if (appliedCents === 0) return `${invoiceNumber} has no open balance.`
  return appliedCents === balanceCents
    ? `${invoiceNumber} is settled: its balance of ${money(balanceCents)} is credited.`
    : `The balance of ${invoiceNumber} goes from ${money(balanceCents)} to ${money(balanceCents - appliedCents)}.`
}

/** Above the open balance it is the customer's money: kept for the next invoice, or given back now. */
function Excess({ invoice, draft, excessCents, onChange }: CreditOutcomeProps & { excessCents: number }) {
  const mayRefund = useMay('accounting.payments.refund')
  const isRefund = draft.excess === 'refund'
  return (
    <div className={classes.excess}>
      <Text size="sm" fw={600} id="excess-of-credit">
        What becomes of {formatMoney(excessCents, invoice.currency)}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby="excess-of-credit"
        value={draft.excess}
        onChange={(excess: ExcessUse) => onChange({ excess })}
        data={[
          { value: 'credit', label: 'Keep as credit' },
          { value: 'refund', label: 'Refund now', disabled: !mayRefund },
        ]}
      />
      {isRefund ? (
        <div className={classes.refund}>
          <NativeSelect
            label="Method"
            data={paymentMethods.map((method) => ({ value: method, label: paymentMethodLabels[method] }))}
            value={draft.method}
            onChange={(event) => {
              const method = paymentMethods.find((known) => known === event.currentTarget.value)
              if (method) onChange({ method })
            }}
          />
          <TextInput
            label="Reference"
            placeholder="Check # or transaction id"
            maxLength={200}
            autoComplete="off"
            value={draft.reference}
            onChange={(event) => onChange({ reference: event.currentTarget.value })}
          />
        </div>
      ) : (
        <Text size="xs" c="dimmed">
          It is {invoice.customerName}’s unapplied credit, for any of their invoices.
          {!mayRefund && ' Your role does not refund.'}
        </Text>
      )}
    </div>
  )
}
