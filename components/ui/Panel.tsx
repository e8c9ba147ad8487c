import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './Panel.module.css'

interface PanelProps {
  title?: string
  /** Stands at the right of the title: a link, a figure, a small button. */
  aside?: ReactNode
  /** Without padding, for tables and lists that reach the border. */
  flush?: boolean
  children: ReactNode
}

/** A framed part of a page with a name of its own. */
export function Panel({ title, aside, flush = false, children }: PanelProps) {
  const titleId = useId()
  return (
    <section className={classes.panel} aria-labelledby={title ? titleId : undefined}>
      {title && (
        <div className={classes.head}>
          <Title order={2} id={titleId}>
            {title}
          </Title>
          {aside && <div className={classes.aside}>{aside}</div>}
        </div>
      )}
      <div className={classes.body} data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  )
}
