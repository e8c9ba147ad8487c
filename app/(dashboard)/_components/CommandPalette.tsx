import { Combobox, Modal, TextInput, useCombobox, VisuallyHidden } from '@mantine/core'
import { IconFileDescription, IconFileInvoice, IconSearch, IconShirt, IconUser } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { JobStatusBadge } from '../../../components/features/JobStatusBadge.tsx'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { QuoteStatusBadge } from '../../../components/features/QuoteStatusBadge.tsx'
import { InvoiceStatusBadges } from '../../../components/features/StatusBadge.tsx'
import { useOpensAfterMount } from '../../../components/ui/use-opens-after-mount.ts'
import { type Customer, customerStatusLabels } from '../../../contract/customers.ts'
import type { ListedInvoice } from '../../../contract/invoices.ts'
import type { JobSummary } from '../../../contract/jobs.ts'
import type { QuoteSummary } from '../../../contract/quotes.ts'
import classes from './CommandPalette.module.css'
import { useFound } from './use-found.ts'
import { type PaletteAction, usePaletteActions } from './use-palette-actions.ts'
import type { TypedAhead } from './use-type-ahead.ts'

interface CommandPaletteProps {
  opened: boolean
  /** What was typed before the field was there. */
  takeTyped: () => TypedAhead
  onClose: () => void
  onShortcuts: () => void
}

/** Finds a customer, an invoice, a quote or a job, and does what can be done from anywhere. */
export function CommandPalette({ opened, ...inside }: CommandPaletteProps) {
  return (
    <Modal.Root
      opened={useOpensAfterMount(opened)}
      onClose={inside.onClose}
      size={580}
      centered={false}
      yOffset="12dvh"
      classNames={{ content: classes.content }}
    >
      <Modal.Overlay backgroundOpacity={0.25} />
      <Modal.Content aria-label="Find or do">
        <Modal.Body p={0}>
          <Palette {...inside} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Palette({ takeTyped, onClose, onShortcuts }: Omit<CommandPaletteProps, 'opened'>) {
  const [typed, setTyped] = useState('')
  const [isWaiting, setWaiting] = useState(false)
  const isEarly = useRef(false)
  const { customers, invoices, quotes, jobs, isLooking, error } = useFound(typed)
  const actions = usePaletteActions({ onShortcuts }).filter(({ label }) => matches(label, typed))
  const navigate = useNavigate()
  const combobox = useCombobox({ opened: true })
  const ids = [customers, invoices, quotes, jobs].flatMap((found) => found.map(({ id }) => id)).join(' ')
  const shown = `${ids} ${actions.map(({ label }) => label).join(' ')}`
  // The first line is chosen whenever the lines change, so that Enter does what stands on top.
  const { selectFirstOption } = combobox
  useEffect(() => {
    if (shown.trim()) selectFirstOption()
  }, [shown, selectFirstOption])
  const submit = (value: string) => {
    onClose()
    const params = { id: value }
    if (invoices.some(({ id }) => id === value)) void navigate({ to: '/invoices/$id', params })
    else if (quotes.some(({ id }) => id === value)) void navigate({ to: '/quotes/$id', params })
    else if (jobs.some(({ id }) => id === value)) void navigate({ to: '/jobs/$id', params })
    else if (customers.some(({ id }) => id === value)) void navigate({ to: '/customers/$id', params })
    else actions.find(({ label }) => label === value)?.run()
  }
  // Whoever types a name looks for somebody; whoever types a number, most often for a document.
  const isNumber = /\d/.test(typed)
  const choose = (value: string) => {
    if (!isEarly.current) submit(value)
    isEarly.current = false
  }
  // Enter came before what was typed was found.
  useEffect(() => {
    if (!isWaiting || isLooking) return
    setWaiting(false)
    isEarly.current = false
    combobox.selectFirstOption()
    combobox.clickSelectedOption()
  })
  const people = customers.length > 0 && <Customers customers={customers} />
  const count = [customers, invoices, quotes, jobs, actions].reduce((sum, { length }) => sum + length, 0)
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          aria-label="Find or do"
          placeholder="Customer, number, or what to do"
          role="combobox"
          autoComplete="off"
          data-autofocus
          leftSection={<IconSearch size={18} aria-hidden />}
          classNames={{ input: classes.input }}
          value={typed}
          onFocus={() => {
            const held = takeTyped()
            if (held.text) setTyped((text) => text + held.text)
            if (held.isEntered) setWaiting(true)
          }}
          onChange={(event) => setTyped(event.currentTarget.value)}
          // The list takes Escape for itself, and it is never closed without the palette.
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose()
            // What stands on top is of what was typed before: it is waited for.
            isEarly.current = event.key === 'Enter' && isLooking
            if (isEarly.current) setWaiting(true)
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes.options} aria-label="Found">
        {!isNumber && people}
        {invoices.length > 0 && <Invoices invoices={invoices} />}
        {quotes.length > 0 && <Quotes quotes={quotes} />}
        {jobs.length > 0 && <Jobs jobs={jobs} />}
        {isNumber && people}
        {actions.length > 0 && <Actions actions={actions} />}
        {count === 0 && <Combobox.Empty>{emptyText(error, isLooking, typed)}</Combobox.Empty>}
      </Combobox.Options>
      <VisuallyHidden role="status">{typed && !isLooking ? `${count} found` : ''}</VisuallyHidden>
    </Combobox>
  )
}

function Invoices({ invoices }: { invoices: ListedInvoice[] }) {
  return (
    <Combobox.Group label="Invoices" classNames={{ groupLabel: classes.group }}>
      {invoices.map((invoice) => (
        <Combobox.Option key={invoice.id} value={invoice.id} className={classes.option}>
          <IconFileInvoice size={16} aria-hidden />
          <strong>{invoice.invoiceNumber}</strong>
          <span className={classes.fact}>{invoice.customerName}</span>
          <span className={classes.badge}>
            <InvoiceStatusBadges invoice={invoice} />
          </span>
          <MoneyText
            amount={invoice.status === 'partial' ? invoice.balanceDue : invoice.total}
            currency={invoice.currency}
          />
        </Combobox.Option>
      ))}
    </Combobox.Group>
  )
}

function Quotes({ quotes }: { quotes: QuoteSummary[] }) {
  return (
    <Combobox.Group label="Quotes" classNames={{ groupLabel: classes.group }}>
      {quotes.map((quote) => (
        <Combobox.Option key={quote.id} value={quote.id} className={classes.option}>
          <IconFileDescription size={16} aria-hidden />
          <strong>{quote.quoteNumber}</strong>
          <span className={classes.fact}>{quote.customerName}</span>
          <span className={classes.badge}>
            <QuoteStatusBadge quote={quote} />
          </span>
          <MoneyText amount={quote.total} currency={quote.currency} />
        </Combobox.Option>
      ))}
    </Combobox.Group>
  )
}

function Jobs({ jobs }: { jobs: JobSummary[] }) {
  return (
    <Combobox.Group label="Jobs" classNames={{ groupLabel: classes.group }}>
      {jobs.map(({ id, jobNumber, title, customerName, status }) => (
        <Combobox.Option key={id} value={id} className={classes.option}>
          <IconShirt size={16} aria-hidden />
          <strong>{jobNumber}</strong>
          <span className={classes.fact}>
            {title}, {customerName}
          </span>
          <span className={classes.badge}>
            <JobStatusBadge status={status} />
          </span>
        </Combobox.Option>
      ))}
    </Combobox.Group>
  )
}

function Customers({ customers }: { customers: Customer[] }) {
  return (
    <Combobox.Group label="Customers" classNames={{ groupLabel: classes.group }}>
      {customers.map((customer) => (
        <Combobox.Option key={customer.id} value={customer.id} className={classes.option}>
          <IconUser size={16} aria-hidden />
          <strong>{customer.name}</strong>
          <span className={classes.fact} data-wide>
            {customer.customerNumber}
            {customer.status !== 'active' && `, ${customerStatusLabels[customer.status].toLowerCase()}`}
          </span>
          <MoneyText amount={customer.balance} currency={customer.defaultCurrency} zeroAsDash />
        </Combobox.Option>
      ))}
    </Combobox.Group>
  )
}

function Actions({ actions }: { actions: PaletteAction[] }) {
  return (
    <Combobox.Group label="Do" classNames={{ groupLabel: classes.group }}>
      {actions.map(({ label, icon: Icon, keys }) => (
        <Combobox.Option key={label} value={label} className={classes.option}>
          <Icon size={16} aria-hidden />
          <span className={classes.label}>{label}</span>
          {keys && (
            <span className={classes.keys} aria-hidden>
              {keys}
            </span>
          )}
        </Combobox.Option>
      ))}
    </Combobox.Group>
  )
}

function emptyText(error: string | undefined, isLooking: boolean, typed: string): string {
  if (error) return error
  return isLooking ? 'Looking…' : `Nothing matches “${typed}”.`
}

function matches(label: string, typed: string): boolean {
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => label.toLowerCase().includes(word))
}
