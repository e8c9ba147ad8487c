import { apiKeysContract } from './api-keys.ts'
import { auditContract } from './audit.ts'
import { companyContract } from './company.ts'
import { customersContract } from './customers.ts'
import { importContract } from './import.ts'
import { invoicesContract } from './invoices.ts'
import { membersContract } from './members.ts'
import { paymentsContract } from './payments.ts'
import { reportsContract } from './reports.ts'
import { sessionContract } from './session.ts'

/** Everything that the outside can ask for: REST, OpenAPI, the browser's client and the CLI are made from this. */
export const contract = {
  session: sessionContract,
  company: companyContract,
  members: membersContract,
  apiKeys: apiKeysContract,
  customers: customersContract,
  invoices: invoicesContract,
  payments: paymentsContract,
  reports: reportsContract,
  import: importContract,
  audit: auditContract,
}
export type Contract = typeof contract
