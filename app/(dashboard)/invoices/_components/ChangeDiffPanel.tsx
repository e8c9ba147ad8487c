import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import type { InvoiceChanges } from '../../../../contract/pricing.ts'
import { centsOf } from '../../../../invoicing/money/money.ts'
import { query } from '../../../api.ts'
import classes from './ChangeDiffPanel.module.css'
import { type Change, changeLabels, changesInWords, fieldInWords } from './change-words.ts'

/** How many changes there are from the quote, and on demand each of them with its amount (C: U37, U38, N13). */
export function ChangeDiffPanel({ invoice: { id, currency } }: { invoice: Invoice }) {
  const [isOpen, setOpen] = useState(false)
  const listId = useId()
  const { data, error } = useQuery(query.invoices.changes.queryOptions({ input: { invoiceId: id } }))
  if (error) return <RefusalAlert error={error} />
  if (!data) return <p className={classes.quiet}>Comparing with the quote …</p>
  const isAsQuoted = data.count === 0 && centsOf(data.difference) === 0
  if (isAsQuoted) return <p className={classes.quiet}>{changesInWords(data)}.</p>
  return (
    <div className={classes.diff}>
      <UnstyledButton
        className={classes.indicator}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
      >
        <span>{changesInWords(data)}</span>
        <MoneyText amount={data.difference} currency={currency} isSigned />
        <IconChevronDown size={16} aria-hidden className={classes.chevron} data-open={isOpen || undefined} />
      </UnstyledButton>
      <div id={listId} hidden={!isOpen}>
        {isOpen && <Changes changes={data} currency={currency} />}
      </div>
    </div>
  )
}

function Changes({ changes, currency }: { changes: InvoiceChanges; currency: string }) {
  const rows = changes.changes.map((change, index) => ({ key: `change-${index}`, change }))
  return (
    <>
      <ul className={classes.changes} aria-label="Changes from the quote">
        {rows.map(({ key, change }) => (
          <ChangeRow key={key} change={change} currency={currency} />
        ))}
      </ul>
      <dl className={classes.sums} aria-label="Quote and invoice">
        <Sum label="Quoted" amount={changes.quotedTotal ?? changes.total} currency={currency} />
        <Sum label="Tax" amount={changes.taxEffect} currency={currency} isSigned />
        <Sum label="Difference" amount={changes.difference} currency={currency} isSigned />
        <Sum label="Invoiced" amount={changes.total} currency={currency} isStrong />
      </dl>
    </>
  )
}

function ChangeRow({ change, currency }: { change: Change; currency: string }) {
  return (
    <li data-change={change.change}>
      <div className={classes.head}>
        <span className={classes.mark}>{changeLabels[change.change]}</span>
        <span className={classes.what} dir="auto">
          {change.description}
        </span>
        <MoneyText amount={change.effect} currency={currency} display="none" isSigned />
      </div>
      {change.fields.map((field) => {
        const { label, from, to } = fieldInWords(field, currency)
        return (
          <div key={field.field} className={classes.field}>
            {label}: <del dir="auto">{from}</del> <span aria-hidden>→</span> <ins dir="auto">{to}</ins>
          </div>
        )
      })}
    </li>
  )
}

interface SumProps {
  label: string
  amount: string
  currency: string
  isSigned?: boolean
  isStrong?: boolean
}

function Sum({ label, amount, currency, isSigned = false, isStrong = false }: SumProps) {
  return (
    <div data-strong={isStrong || undefined}>
      <dt>{label}</dt>
      <dd>
        <MoneyText amount={amount} currency={currency} isSigned={isSigned} strong={isStrong} />
      </dd>
    </div>
  )
}
