import '@mantine/spotlight/styles.layer.css'
import { Text } from '@mantine/core'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconFileInvoice, IconSearch, IconUser } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { InvoiceStatusBadges } from '../../../components/features/StatusBadge.tsx'
import { customerStatusLabels } from '../../../contract/customers.ts'
import classes from './CommandPalette.module.css'
import { useFound } from './use-found.ts'
import { usePaletteActions } from './use-palette-actions.ts'

const [store, palette] = createSpotlight()

interface CommandPaletteProps {
  opened: boolean
  onClose: () => void
  onShortcuts: () => void
}

/** Finds a customer or an invoice, and does what can be done from anywhere. */
export function CommandPalette({ opened, onClose, onShortcuts }: CommandPaletteProps) {
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (opened) palette.open()
  }, [opened])
  const { customers, invoices, isLooking, error } = useFound(typed, opened)
  const actions = usePaletteActions({ onShortcuts }).filter(({ label }) => matches(label, typed))
  const navigate = useNavigate()
  const count = customers.length + invoices.length + actions.length
  return (
    <Spotlight.Root
      store={store}
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight="min(60dvh, 480px)"
      size={560}
      classNames={{ action: classes.action, actionsGroup: classes.group, content: classes.content }}
      aria-label="Find or do"
    >
      <Spotlight.Search
        placeholder="Customer, invoice number, or what to do"
        aria-label="Find or do"
        leftSection={<IconSearch size={18} aria-hidden />}
        size="md"
      />
      <Spotlight.ActionsList>
        {invoices.length > 0 && (
          <Spotlight.ActionsGroup label="Invoices">
            {invoices.map((invoice) => (
              <Spotlight.Action
                key={invoice.id}
                onClick={() => void navigate({ to: '/invoices/$id', params: { id: invoice.id } })}
              >
                <IconFileInvoice size={16} aria-hidden />
                <strong>{invoice.invoiceNumber}</strong>
                <span className={classes.fact}>{invoice.customerName}</span>
                <InvoiceStatusBadges invoice={invoice} />
                <MoneyText amount={invoice.total} currency={invoice.currency} />
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {customers.length > 0 && (
          <Spotlight.ActionsGroup label="Customers">
            {customers.map((customer) => (
              <Spotlight.Action
                key={customer.id}
                onClick={() => void navigate({ to: '/customers/$id', params: { id: customer.id } })}
              >
                <IconUser size={16} aria-hidden />
                <strong>{customer.name}</strong>
                <span className={classes.fact}>
                  {customer.customerNumber}
                  {customer.status !== 'active' && `, ${customerStatusLabels[customer.status].toLowerCase()}`}
                </span>
                <MoneyText amount={customer.balance} currency={customer.defaultCurrency} zeroAsDash />
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label="Do">
            {actions.map(({ label, icon: Icon, run, keys }) => (
              <Spotlight.Action key={label} onClick={run}>
                <Icon size={16} aria-hidden />
                <span className={classes.label}>{label}</span>
                {keys && <span className={classes.keys}>{keys}</span>}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {count === 0 && <Spotlight.Empty>{emptyText(error, isLooking, typed)}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <Text role="status" className={classes.status}>
        {typed && !isLooking ? `${count} found` : ''}
      </Text>
    </Spotlight.Root>
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
