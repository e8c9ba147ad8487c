import type { Mutant } from './mutant.ts'

export const dateMutants: readonly Mutant[] = [
  {
    name: 'server-date',
    proof: 'P14',
    says: 'the server’s date, whatever the company’s zone',
    caught: /today is told as|the worker (began|has not begun)/,
    source: [
      {
        file: 'server/clock.ts',
        find: 'fixedToday ?? todayIn(timeZone, new Date())',
        replace: 'fixedToday ?? new Date().toISOString().slice(0, 10)',
      },
    ],
    database: [],
  },
  {
    name: 'winter-all-year',
    proof: 'P14',
    says: 'each zone has the offset that it has in January',
    caught: /today is told as|the worker (began|has not begun)/,
    source: [
      {
        file: 'server/clock.ts',
        find: '(timeZone) => fixedToday ?? todayIn(timeZone, new Date())',
        replace: `(timeZone) => {
      const noon = new Date('2025-01-15T12:00:00Z')
      const wall = new Date(noon.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T') + 'Z')
      return new Date(Date.now() + wall.getTime() - noon.getTime()).toISOString().slice(0, 10)
    }`,
      },
    ],
    database: [],
  },
  {
    name: 'database-date',
    proof: 'P14',
    says: 'overdue by the date of the database',
    caught: /overdue is/,
    source: [
      {
        file: 'invoicing/invoices/invoice-list.sql.ts',
        find: `i.due_date_sort < \${today}::date`,
        replace: 'i.due_date_sort < current_date',
      },
    ],
    database: [],
  },
]
