import { index, layout, rootRoute, route } from '@tanstack/virtual-file-routes'

/** The one table of URLs: which address is drawn by which file. */
export const routes = rootRoute('root.tsx', [
  layout('auth', '(auth)/layout.tsx', [
    route('/sign-in', '(auth)/sign-in/page.tsx'),
    route('/sign-up', '(auth)/sign-up/page.tsx'),
    route('/join/$token', '(auth)/join/[token]/page.tsx'),
    route('/new-company', '(auth)/new-company/page.tsx'),
  ]),
  layout('dashboard', '(dashboard)/layout.tsx', [
    index('(dashboard)/page.tsx'),
    route('/invoices', '(dashboard)/invoices/page.tsx'),
    route('/invoices/new', '(dashboard)/invoices/new/page.tsx'),
    route('/invoices/$id', '(dashboard)/invoices/[id]/page.tsx'),
    route('/invoices/$id/edit', '(dashboard)/invoices/[id]/edit/page.tsx'),
    route('/customers', '(dashboard)/customers/page.tsx'),
    route('/customers/new', '(dashboard)/customers/new/page.tsx'),
    route('/customers/groups', '(dashboard)/customers/groups/page.tsx'),
    route('/customers/$id', '(dashboard)/customers/[id]/page.tsx'),
    route('/customers/$id/edit', '(dashboard)/customers/[id]/edit/page.tsx'),
    route(
      '/customers/$id/statements/$statementId',
      '(dashboard)/customers/[id]/statements/[statementId]/page.tsx',
    ),
    route('/reports/aging', '(dashboard)/reports/aging/page.tsx'),
    route('/reports/statements', '(dashboard)/reports/statements/page.tsx'),
    route('/settings', '(dashboard)/settings/layout.tsx', [
      index('(dashboard)/settings/page.tsx'),
      route('/members', '(dashboard)/settings/members/page.tsx'),
      route('/api-keys', '(dashboard)/settings/api-keys/page.tsx'),
      route('/audit-log', '(dashboard)/settings/audit-log/page.tsx'),
    ]),
  ]),
])
