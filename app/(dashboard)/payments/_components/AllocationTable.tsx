import { Button, Text, TextInput } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { OverdueBadge } from '../../../../components/features/OverdueBadge.tsx'
import { DueDate } from '../../../../components/features/RelativeDate.tsx'
import type { ListedInvoice } from '../../../../contract/invoices.ts'
import {
  centsOf,
  currencySymbol,
  formatMoney,
  moneyText,
  parseMoneyInput,
} from '../../../../invoicing/money/money.ts'
import classes from './AllocationTable.module.css'
import { type AllocationDraft, allocatedCents, filled, oldestFirst } from './allocation-draft.ts'

interface AllocationTableProps {
  /** Open invoices, the oldest due first. */
  invoices: readonly ListedInvoice[]
  /** What there is to be put to them. */
  availableCents: number
  draft: AllocationDraft
  onChange: (draft: AllocationDraft) => void
  problems: Partial<Record<string, string>>
  currency: string
}

/**
 * Puts an amount to open invoices: typed, dropped from what is left, or the oldest first. What is left stands above and
 * follows every key.
 */
export function AllocationTable(props: AllocationTableProps) {
  const { invoices, availableCents, draft, onChange, problems, currency } = props
  const putCents = allocatedCents(draft, currency)
  const leftCents = availableCents - putCents
  const openCents = invoices.reduce((sum, { balanceDue }) => sum + centsOf(balanceDue), 0)
  return (
    <div className={classes.allocation}>
      <div className={classes.bar}>
        <Left leftCents={leftCents} currency={currency} hasOpen={leftCents === 0 || putCents < openCents} />
        <span className={classes.tools}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={availableCents <= 0}
            onClick={() => onChange(oldestFirst(availableCents, invoices))}
          >
            Oldest first
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={Object.keys(draft).length === 0}
            onClick={() => onChange({})}
          >
            Clear
          </Button>
        </span>
      </div>
      <ul className={classes.invoices} aria-label="Open invoices">
        {invoices.map((invoice) => (
          <InvoiceRow
            key={invoice.id}
            invoice={invoice}
            typed={draft[invoice.id] ?? ''}
            problem={problems[invoice.id]}
            mayFill={leftCents > 0}
            onType={(typed) => onChange({ ...draft, [invoice.id]: typed })}
            onFill={() => onChange(filled(draft, invoice, availableCents))}
          />
        ))}
      </ul>
      {problems.all && (
        <Text size="sm" c="red" role="alert" mt={6}>
          {problems.all}
        </Text>
      )}
    </div>
  )
}

const dragType = 'application/x-platen-left'

interface LeftProps {
  leftCents: number
  currency: string
  /** Whether an invoice can still take some of it. */
  hasOpen: boolean
}

/** What is not put anywhere yet. It can be dragged onto an invoice; the keyboard has each row's button. */
function Left({ leftCents, currency, hasOpen }: LeftProps) {
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData(dragType, 'left')
    event.dataTransfer.effectAllowed = 'move'
  }
  return (
    <output
      className={classes.left}
      data-over={leftCents < 0 || undefined}
      draggable={leftCents > 0}
      onDragStart={drag}
      title={leftCents > 0 ? 'Drag onto an invoice' : undefined}
    >
      <strong>{formatMoney(Math.abs(leftCents), currency)}</strong>{' '}
      {leftCents < 0 ? 'too much' : hasOpen ? 'left to put to invoices' : 'kept as the customer’s credit'}
    </output>
  )
}

interface InvoiceRowProps {
  invoice: ListedInvoice
  typed: string
  problem: string | undefined
  mayFill: boolean
  onType: (typed: string) => void
  onFill: () => void
}

function InvoiceRow({ invoice, typed, problem, mayFill, onType, onFill }: InvoiceRowProps) {
  const [isOver, setOver] = useState(false)
  const { currency, invoiceNumber } = invoice
  const accepts = (event: DragEvent) => event.dataTransfer.types.includes(dragType)
  return (
    <li
      className={classes.invoice}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        if (!accepts(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        if (!accepts(event)) return
        event.preventDefault()
        onFill()
      }}
    >
      <span className={classes.which}>
        <strong>{invoiceNumber}</strong>
        <span className={classes.fact}>
          {invoice.isOverdue ? (
            <OverdueBadge daysOverdue={invoice.daysOverdue} />
          ) : (
            <DueDate date={invoice.dueDate} />
          )}
        </span>
      </span>
      <MoneyText amount={invoice.balanceDue} currency={currency} />
      <TextInput
        aria-label={`Amount for ${invoiceNumber}`}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.00"
        leftSection={<span aria-hidden>{currencySymbol(currency)}</span>}
        leftSectionPointerEvents="none"
        styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
        value={typed}
        error={problem}
        onChange={(event) => onType(event.currentTarget.value)}
        onBlur={() => {
          const cents = parseMoneyInput(typed, currency)
          if (typeof cents === 'number') onType(moneyText(cents, currency))
        }}
      />
      <Button size="compact-sm" variant="subtle" disabled={!mayFill} onClick={onFill}>
        Pay<span className={classes.hidden}> {invoiceNumber} with what is left</span>
      </Button>
    </li>
  )
}
