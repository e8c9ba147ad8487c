import { Checkbox } from '@mantine/core'
import { useId } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import classes from './CreditLines.module.css'
import { type CreditDraft, type CreditDraftPart, type CreditProblems, chooseAll } from './credit-draft.ts'

interface CreditLinesProps {
  invoice: Invoice
  draft: CreditDraft
  problems: CreditProblems
  onChange: (change: Partial<CreditDraft>) => void
}

/** The lines of the invoice and its shipping: what is credited of each, all that is left unless it is changed (C: U61). */
export function CreditLines({ invoice, draft, problems, onChange }: CreditLinesProps) {
  const { currency } = invoice
  const parts = [...invoice.lineItems.map(({ id }) => draft.lines[id]), draft.shipping]
  const creditable = [
    ...invoice.lineItems.map((line) => line.creditableAmount),
    invoice.shippingCreditableAmount,
  ]
  const isOpen = creditable.map((amount) => centsOf(amount) > 0)
  const chosen = parts.filter((part) => part?.isChosen).length
  const isAll = chosen > 0 && chosen === isOpen.filter(Boolean).length
  const changeLine = (id: string, part: CreditDraftPart) =>
    onChange({ lines: { ...draft.lines, [id]: part } })
  return (
    <fieldset className={classes.lines}>
      <legend className={classes.legend}>What is credited, before tax</legend>
      <Checkbox
        label="Everything that is left"
        checked={isAll}
        indeterminate={chosen > 0 && !isAll}
        onChange={(event) => onChange(chooseAll(draft, invoice, event.currentTarget.checked))}
      />
      <ul className={classes.list}>
        {invoice.lineItems.map((line) => (
          <CreditPart
            key={line.id}
            name={line.description}
            creditable={line.creditableAmount}
            currency={currency}
            part={draft.lines[line.id]}
            error={problems[line.id]}
            onChange={(part) => changeLine(line.id, part)}
          />
        ))}
        {centsOf(invoice.shipping) > 0 && (
          <CreditPart
            name="Shipping"
            creditable={invoice.shippingCreditableAmount}
            currency={currency}
            part={draft.shipping}
            error={problems.shipping}
            onChange={(shipping) => onChange({ shipping })}
          />
        )}
      </ul>
    </fieldset>
  )
}

interface CreditPartProps {
  name: string
  creditable: string
  currency: string
  part: CreditDraftPart | undefined
  error: string | undefined
  onChange: (part: CreditDraftPart) => void
}

/** To type an amount chooses the line; a line of which nothing is left stays and says so. */
function CreditPart({ name, creditable, currency, part, error, onChange }: CreditPartProps) {
  const factId = useId()
  const isOpen = centsOf(creditable) > 0
  const amount = part?.amount ?? creditable
  return (
    <li className={classes.part}>
      <Checkbox
        label={name}
        description={
          <span id={factId}>
            {isOpen
              ? `${formatMoney(centsOf(creditable), currency)} can be credited`
              : 'All of it was credited'}
          </span>
        }
        checked={part?.isChosen ?? false}
        disabled={!isOpen}
        onChange={(event) => onChange({ isChosen: event.currentTarget.checked, amount })}
      />
      {isOpen && (
        <MoneyField
          className={classes.amount}
          aria-label={`Credit of ${name}`}
          aria-describedby={factId}
          currency={currency}
          value={amount}
          data-quiet={!part?.isChosen || undefined}
          // Leaving the field writes the amount out; that alone chooses nothing.
          onChange={(typed) => typed !== amount && onChange({ isChosen: true, amount: typed })}
          onFocus={(event) => event.currentTarget.select()}
          error={error}
        />
      )}
    </li>
  )
}
