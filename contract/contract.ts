import { addressesContract } from './addresses.ts'
import { agingSnapshotsContract } from './aging-snapshots.ts'
import { apiKeysContract } from './api-keys.ts'
import { auditContract } from './audit.ts'
import { communicationsContract } from './communications.ts'
import { companyContract } from './company.ts'
import { contactsContract } from './contacts.ts'
import { creditLimitsContract } from './credit-limits.ts'
import { customersContract } from './customers.ts'
import { groupsContract } from './groups.ts'
import { importContract } from './import.ts'
import { invoicesContract } from './invoices.ts'
import { membersContract } from './members.ts'
import { paymentsContract } from './payments.ts'
import { reportsContract } from './reports.ts'
import { sessionContract } from './session.ts'
import { statementsContract } from './statements.ts'

/** Everything that the outside can ask for: REST, OpenAPI, the browser's client and the CLI are made from this. */
export const contract = {
  session: sessionContract,
  company: companyContract,
  members: membersContract,
  apiKeys: apiKeysContract,
  customers: customersContract,
  contacts: contactsContract,
  addresses: addressesContract,
  groups: groupsContract,
  communications: communicationsContract,
  creditLimits: creditLimitsContract,
  statements: statementsContract,
  agingSnapshots: agingSnapshotsContract,
  invoices: invoicesContract,
  payments: paymentsContract,
  reports: reportsContract,
  import: importContract,
  audit: auditContract,
}
export type Contract = typeof contract
