import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useMay, useSession } from '../../components/features/session.ts'
import { PageHeader } from '../../components/ui/PageHeader.tsx'
import { formatDate } from '../../invoicing/calendar/calendar.ts'
import { query } from '../api.ts'
import { ChartsRow } from './_components/ChartsRow.tsx'
import { DepositsPanel } from './_components/DepositsPanel.tsx'
import { DraftsPanel } from './_components/DraftsPanel.tsx'
import { DueSoonPanel } from './_components/DueSoonPanel.tsx'
import { FirstSteps } from './_components/FirstSteps.tsx'
import { NewsPanel } from './_components/NewsPanel.tsx'
import { OverduePanel } from './_components/OverduePanel.tsx'
import { TodayFigures } from './_components/TodayFigures.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/')({ component: Dashboard })

/** What needs doing today, money first. */
function Dashboard() {
  const { company } = useSession()
  const mayDraft = useMay('accounting.invoices.write')
  const mayReport = useMay('accounting.reports.read')
  const mayReadLog = useMay('accounting.audit.read')
  const { data: stats } = useQuery(query.invoices.stats.queryOptions({ input: {} }))
  const isNew = stats?.viewCounts.all === 0
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
        <TodayFigures />
        {isNew && <FirstSteps />}
        <div className={classes.columns}>
          <OverduePanel />
          <div className={classes.column}>
            <DueSoonPanel />
            <DepositsPanel />
            <DraftsPanel />
          </div>
        </div>
        {mayReport && !isNew && <ChartsRow />}
        {mayReadLog && <NewsPanel />}
      </div>
    </>
  )
}
