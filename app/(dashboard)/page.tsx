import { Button, Text } from '@mantine/core'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useMay, useSession } from '../../components/features/session.ts'
import { PageHeader } from '../../components/ui/PageHeader.tsx'
import { formatDate } from '../../invoicing/calendar/calendar.ts'
import { DraftsPanel } from './_components/DraftsPanel.tsx'
import { DueSoonPanel } from './_components/DueSoonPanel.tsx'
import { MoneyOverview } from './_components/MoneyOverview.tsx'
import { OverduePanel } from './_components/OverduePanel.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/')({ component: Dashboard })

/** What needs doing today, money first. */
function Dashboard() {
  const { company } = useSession()
  const mayDraft = useMay('accounting.invoices.write')
  return (
    <>
      <PageHeader
        title="Dashboard"
        aside={<Text c="dimmed">{formatDate(company.today)}</Text>}
        actions={
          mayDraft && (
            <Button component={Link} to="/invoices/new">
              New Invoice
            </Button>
          )
        }
      />
      <div className={classes.page}>
        <MoneyOverview />
        <div className={classes.columns}>
          <OverduePanel />
          <div className={classes.column}>
            <DueSoonPanel />
            <DraftsPanel />
          </div>
        </div>
      </div>
    </>
  )
}
