import { Skeleton } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { ErrorState } from './ErrorState.tsx'
import classes from './ItemList.module.css'

interface ItemListProps<Item> {
  /** The list's accessible name: "Contacts". */
  label: string
  /** Undefined while they are on their way. */
  items: readonly Item[] | undefined
  itemKey: (item: Item) => string
  error?: unknown
  onRetry?: () => void
  empty: ReactNode
  children: (item: Item) => ReactNode
}

/** A short list whose entries say more than a table's row can: contacts, addresses, what was said. */
export function ItemList<Item>({
  label,
  items,
  itemKey,
  error,
  onRetry,
  empty,
  children,
}: ItemListProps<Item>) {
  const frame = useRef<HTMLDivElement>(null)
  const count = items?.length ?? 0
  const before = useRef(count)
  useEffect(() => {
    // Whoever removed an entry stood in it: without this the keyboard would begin again at the top of the page.
    if (count < before.current && document.activeElement === document.body) frame.current?.focus()
    before.current = count
  }, [count])
  if (error && !items) return <ErrorState error={error} onRetry={onRetry} />
  return (
    <div ref={frame} className={classes.frame} tabIndex={-1} aria-busy={!items}>
      {!items && <LoadingItems />}
      {items?.length === 0 && empty}
      {count > 0 && (
        <ul className={classes.list} aria-label={label}>
          {items?.map((item) => (
            <li key={itemKey(item)} className={classes.item}>
              {children(item)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function LoadingItems() {
  return (
    <div className={classes.loading} role="status" aria-label="Loading">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} h={38} />
      ))}
    </div>
  )
}

interface ItemRowProps {
  title: ReactNode
  /** Badges beside the title. */
  marks?: ReactNode
  /** What stands under the title, in order; nothing is shown for what is missing. */
  facts?: ReactNode[]
  children?: ReactNode
  actions?: ReactNode
}

/** One entry: what it is, the facts about it, and what can be done with it. */
export function ItemRow({ title, marks, facts = [], children, actions }: ItemRowProps) {
  const shown = facts.filter(Boolean)
  return (
    <>
      <div className={classes.words}>
        <div className={classes.title}>
          <strong>{title}</strong>
          {marks}
        </div>
        {shown.length > 0 && (
          <div className={classes.facts}>
            {shown.map((fact, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: The facts have no identity beyond their order.
              <span key={index}>{fact}</span>
            ))}
          </div>
        )}
        {children}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </>
  )
}
