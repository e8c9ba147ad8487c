import { createFileRoute, Link, linkOptions } from '@tanstack/react-router'
import { PageHeader } from '../../../components/ui/PageHeader.tsx'
import { Panel } from '../../../components/ui/Panel.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/reports')({ component: Reports })

/** Every report with the question that it answers. */
function Reports() {
  return (
    <>
      <PageHeader title="Reports" description="All from the same entries of the ledger, as of any day." />
      <div className={classes.groups}>
        {groups.map(({ title, reports }) => (
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

const groups = [
  {
    title: 'What is owed',
    reports: [
      {
        label: 'Aging',
        question: 'Who owes it, and since when?',
        link: linkOptions({ to: '/reports/aging' }),
      },
      {
        label: 'Statement of account',
        question: 'What happened on a customer’s account in some days, line by line?',
        link: linkOptions({ to: '/reports/statement-of-account' }),
      },
      {
        label: 'Statements',
        question: 'Who gets a statement of a month? Shows first, then generates them.',
        link: linkOptions({ to: '/reports/statements' }),
      },
    ],
  },
  {
    title: 'What was earned',
    reports: [
      {
        label: 'Revenue',
        question: 'How much before tax, month by month, and from whom?',
        link: linkOptions({ to: '/reports/revenue' }),
      },
      {
        label: 'Sales tax',
        question: 'Which sales were taxed at which rate, and what is owed to the state?',
        link: linkOptions({ to: '/reports/sales-tax' }),
      },
    ],
  },
  {
    title: 'The books',
    reports: [
      {
        label: 'Late items',
        question: 'What came in for days that were closed already, and where did it post?',
        link: linkOptions({ to: '/reports/late-items' }),
      },
      {
        label: 'Audit log',
        question: 'Who changed what, and when?',
        link: linkOptions({ to: '/settings/audit-log' }),
      },
    ],
  },
] as const
