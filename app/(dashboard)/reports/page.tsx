import { createFileRoute, Link } from '@tanstack/react-router'
import { PageHeader } from '../../../components/ui/PageHeader.tsx'
import { Panel } from '../../../components/ui/Panel.tsx'
import { reportGroups } from './_components/report-groups.ts'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/reports')({ component: Reports })

/** Every report with the question that it answers. */
function Reports() {
  return (
    <>
      <PageHeader title="Reports" description="All from the same entries of the ledger, as of any day." />
      <div className={classes.groups}>
        {reportGroups.map(({ title, reports }) => (
          <Panel key={title} title={title}>
            <ul className={classes.reports}>
              {reports.map(({ label, question, link }) => (
                <li key={label}>
                  <Link {...link}>{label}</Link>
                  <p>{question}</p>
                </li>
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </>
  )
}
