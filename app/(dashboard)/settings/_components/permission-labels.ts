import type { Permission } from '../../../../contract/permissions.ts'

/** Each permission as a verb that a shop owner reads. */
export const permissionLabels: Record<Permission, string> = {
  'accounting.customers.read': 'See customers',
  'accounting.customers.write': 'Create and change customers',
  'accounting.customers.manage_contacts': 'Manage contacts',
  'accounting.customers.manage_status': 'Block, deactivate and remove customers',
  'accounting.customers.manage_credit': 'Set and approve credit limits',
  'accounting.customers.unblock': 'Unblock customers',
  'accounting.invoices.read': 'See invoices',
  'accounting.invoices.write': 'Draft and change invoices',
  'accounting.invoices.send': 'Send invoices',
  'accounting.invoices.void': 'Void invoices',
  'accounting.invoices.override_credit': 'Go over a credit limit',
  'accounting.payments.read': 'See payments',
  'accounting.payments.write': 'Record payments',
  'accounting.reports.read': 'See reports',
  'accounting.statements.write': 'Generate statements',
  'accounting.audit.read': 'See the audit log',
  'accounting.import.run': 'Import from another system',
  'accounting.books.close': 'Close the books',
  'company.settings.read': 'See the settings',
  'company.settings.write': 'Change the settings',
  'company.members.read': 'See members',
  'company.members.manage': 'Manage members',
  'company.api_keys.manage': 'Manage API keys',
}
