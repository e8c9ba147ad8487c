import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { SearchField } from './SearchField.tsx'
import classes from './ViewTabs.module.css'

interface ViewTabsProps<View extends string> {
  view: View
  /** Every view with what its tab says, in their order. */
  labels: Readonly<Record<View, string>>
  /** How many each view has, where that is known. */
  counts?: Readonly<Record<View, number>> | undefined
  onView: (view: View) => void
  /** What the search is called, and what it looks at. */
  search: { label: string; placeholder: string; q: string; onSearch: (q: string) => void }
  /** The table, which the tabs switch. */
  children: ReactNode
}

/** Smart views and search above a list (C: U5, U6). */
export function ViewTabs<View extends string>({
  view,
  labels,
  counts,
  onView,
  search,
  children,
}: ViewTabsProps<View>) {
  const views = Object.keys(labels) as View[]
  return (
    <Tabs
      value={view}
      onChange={(next) => {
        const known = views.find((one) => one === next)
        if (known) onView(known)
      }}
      keepMounted={false}
      variant="pills"
    >
      <div className={classes.bar}>
        <Tabs.List aria-label="Views" className={classes.views}>
          {views.map((known) => (
            <Tabs.Tab key={known} value={known} className={classes.view}>
              {labels[known]}
              {counts && <span className={classes.count}> {counts[known].toLocaleString('en-US')}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SearchField {...search} />
      </div>
      <Tabs.Panel value={view} tabIndex={-1}>
        {children}
      </Tabs.Panel>
    </Tabs>
  )
}
