import { linkOptions } from '@tanstack/react-router'

/** Every report, by what it is about, with the question that it answers. */
export const reportGroups = [
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
