import { Breadcrumbs, Group, Text, Title } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './PageHeader.module.css'

export interface Crumb extends Pick<LinkProps, 'to' | 'params'> {
  label: string
}

interface PageHeaderProps {
  title: string
  /** Where this page hangs, without the page itself. */
  breadcrumbs?: Crumb[]
  /** A badge or a muted fact beside the title. */
  aside?: ReactNode
  /** Buttons; one of them primary at most. */
  actions?: ReactNode
  description?: ReactNode
}

/** The top of every page: its name (also that of the browser's tab), where it hangs, and what can be done. */
export function PageHeader({ title, breadcrumbs = [], aside, actions, description }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <title>{`${title} · Platen`}</title>
      <div className={classes.words}>
        {breadcrumbs.length > 0 && (
          <nav aria-label="Breadcrumb">
            <Breadcrumbs separatorMargin={6} className={classes.crumbs}>
              {breadcrumbs.map(({ label, ...link }) => (
                <Link key={label} {...link} className={classes.crumb}>
                  {label}
                </Link>
              ))}
              <Text size="xs" c="dimmed" aria-current="page">
                {title}
              </Text>
            </Breadcrumbs>
          </nav>
        )}
        <Group gap="xs" wrap="wrap">
          <Title order={1}>{title}</Title>
          {aside}
        </Group>
        {description && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  )
}
