import { CloseButton, Tabs, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type InvoiceView, invoiceViewLabels, invoiceViews } from '../../../../contract/invoices.ts'
import classes from './InvoicesToolbar.module.css'

interface InvoicesToolbarProps {
  view: InvoiceView
  q: string
  onView: (view: InvoiceView) => void
  onSearch: (q: string) => void
  /** The table, which the tabs switch. */
  children: ReactNode
}

/** Smart views and search above the table (C: U5, U6). */
export function InvoicesToolbar({ view, q, onView, onSearch, children }: InvoicesToolbarProps) {
  return (
    <Tabs
      value={view}
      onChange={(next) => onView(invoiceViews.find((known) => known === next) ?? 'all')}
      keepMounted={false}
      variant="pills"
    >
      <div className={classes.bar}>
        <Tabs.List aria-label="Views" className={classes.views}>
          {invoiceViews.map((known) => (
            <Tabs.Tab key={known} value={known} className={classes.view}>
              {invoiceViewLabels[known]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SearchField q={q} onSearch={onSearch} />
      </div>
      <Tabs.Panel value={view} tabIndex={-1}>
        {children}
      </Tabs.Panel>
    </Tabs>
  )
}

function SearchField({ q, onSearch }: Pick<InvoicesToolbarProps, 'q' | 'onSearch'>) {
  const [typed, setTyped] = useState(q)
  const sent = useRef(q)
  const search = useDebouncedCallback((text: string) => {
    sent.current = text.trim()
    onSearch(sent.current)
  }, 200)
  // The address changes from elsewhere too: the back button, "Show all invoices".
  useEffect(() => {
    if (q !== sent.current) setTyped(q)
    sent.current = q
  }, [q])
  const change = (text: string) => {
    setTyped(text)
    search(text)
  }
  return (
    <TextInput
      className={classes.search}
      aria-label="Search invoices"
      placeholder="Invoice # or customer"
      type="search"
      data-page-search
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed) change('')
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed ? <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} /> : null
      }
    />
  )
}
