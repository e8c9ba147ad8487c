/**
 * What a caller may be allowed to do. An operation names exactly one permission; a role is a set of them;
 * a membership may carry further ones by name.
 */
export const permissions = [
  'accounting.customers.read',
  'accounting.customers.write',
  'accounting.customers.manage_contacts',
  'accounting.customers.manage_status',
  'accounting.customers.manage_credit',
  'accounting.customers.unblock',
  'accounting.quotes.read',
  'accounting.quotes.write',
  'accounting.jobs.read',
  'accounting.jobs.write',
  'accounting.invoices.read',
  'accounting.invoices.write',
  'accounting.invoices.send',
  'accounting.invoices.void',
  'accounting.invoices.credit',
  'accounting.invoices.write_off',
  'accounting.invoices.override_credit',
  'accounting.payments.read',
  'accounting.payments.write',
  'accounting.payments.reverse',
  'accounting.payments.refund',
  'accounting.reports.read',
  'accounting.statements.write',
  'accounting.audit.read',
  'accounting.import.run',
  'accounting.books.close',
  'company.settings.read',
  'company.settings.write',
  'company.maintenance.run',
  'company.members.read',
  'company.members.manage',
  'company.api_keys.manage',
] as const
export type Permission = (typeof permissions)[number]

export const roles = ['owner', 'admin', 'accountant', 'sales', 'viewer'] as const
export type Role = (typeof roles)[number]

export const roleLabels: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  accountant: 'Accountant',
  sales: 'Sales',
  viewer: 'Viewer',
}

export const roleDescriptions: Record<Role, string> = {
  owner: 'Everything, including who else owns the company.',
  admin: 'All money and customers, members, keys and settings.',
  accountant: 'All money and customers; no members, keys or settings.',
  sales: 'Quotes, drafts, sends, records payments; never voids, refunds or credits.',
  viewer: 'Reads everything, changes nothing.',
}

const viewer: readonly Permission[] = [
  'accounting.customers.read',
  'accounting.quotes.read',
  'accounting.jobs.read',
  'accounting.invoices.read',
  'accounting.payments.read',
  'accounting.reports.read',
  'accounting.audit.read',
  'company.settings.read',
  'company.members.read',
]
const sales: readonly Permission[] = [
  ...viewer,
  'accounting.customers.write',
  'accounting.customers.manage_contacts',
  'accounting.quotes.write',
  'accounting.jobs.write',
  'accounting.invoices.write',
  'accounting.invoices.send',
  'accounting.payments.write',
]
const accountant: readonly Permission[] = [
  ...sales,
  'accounting.customers.manage_status',
  'accounting.customers.manage_credit',
  'accounting.invoices.void',
  'accounting.invoices.credit',
  'accounting.invoices.write_off',
  'accounting.payments.reverse',
  'accounting.payments.refund',
  'accounting.statements.write',
  'accounting.import.run',
]

const permissionsOfRole: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(permissions),
  admin: new Set(permissions),
  accountant: new Set(accountant),
  sales: new Set(sales),
  viewer: new Set(viewer),
}

/** Whether a role, or a further permission given by name, allows something. */
export function allows(role: Role, extra: readonly string[], permission: Permission): boolean {
  return permissionsOfRole[role].has(permission) || extra.includes(permission)
}
