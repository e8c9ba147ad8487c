import './input-messages.ts'
import { activityContract } from './activity.ts'
import { addressesContract } from './addresses.ts'
import { agingSnapshotsContract } from './aging-snapshots.ts'
import { apiKeysContract } from './api-keys.ts'
import { auditContract } from './audit.ts'
import { backfillsContract } from './backfills.ts'
import { communicationsContract } from './communications.ts'
import { companyContract } from './company.ts'
import { contactsContract } from './contacts.ts'
import { creditContract } from './credit.ts'
import { creditLimitsContract } from './credit-limits.ts'
import { creditMemosContract } from './credit-memos.ts'
import { customersContract } from './customers.ts'
import { dashboardContract } from './dashboard.ts'
import { groupsContract } from './groups.ts'
import { importContract } from './import.ts'
import { invoicesContract } from './invoices.ts'
import { jobsContract } from './jobs.ts'
import { ledgerReportsContract } from './ledger-reports.ts'
import { membersContract } from './members.ts'
import { messagesContract } from './messages.ts'
import { creditMemoNotesContract, invoiceNotesContract } from './notes.ts'
import { paymentsContract } from './payments.ts'
import { quotesContract } from './quotes.ts'
import { refundsContract } from './refunds.ts'
import { remindersContract } from './reminders.ts'
import { reportsContract } from './reports.ts'
import { salesReportsContract } from './sales-reports.ts'
import { sessionContract } from './session.ts'
import { statementsContract } from './statements.ts'
import { systemContract } from './system.ts'
import { verificationContract } from './verification.ts'
import { writeOffsContract } from './write-offs.ts'

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
  activity: activityContract,
  quotes: quotesContract,
  jobs: jobsContract,
  invoices: invoicesContract,
  payments: paymentsContract,
  refunds: refundsContract,
  credit: creditContract,
  creditMemos: creditMemosContract,
  invoiceNotes: invoiceNotesContract,
  creditMemoNotes: creditMemoNotesContract,
  writeOffs: writeOffsContract,
  reminders: remindersContract,
  messages: messagesContract,
  dashboard: dashboardContract,
  reports: { ...reportsContract, ...ledgerReportsContract, ...salesReportsContract },
  import: importContract,
  backfills: backfillsContract,
  audit: auditContract,
  verification: verificationContract,
  system: systemContract,
}
export type Contract = typeof contract
