import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { type InvoiceView, invoiceViewLabels, invoiceViews } from '../../../../contract/invoices.ts'
import classes from './InvoicesToolbar.module.css'
import { SearchField } from './SearchField.tsx'

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
        <SearchField label="Search invoices" placeholder="Invoice # or customer" q={q} onSearch={onSearch} />
      </div>
      <Tabs.Panel value={view} tabIndex={-1}>
        {children}
      </Tabs.Panel>
    </Tabs>
  )
}
