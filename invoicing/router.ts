import { showActivity } from './activity/show-activity.ts'
import { updateInvoiceEntry } from './activity/update-invoice-entry.ts'
import { createAddress } from './addresses/create-address.ts'
import { listAddresses } from './addresses/list-addresses.ts'
import { removeAddress } from './addresses/remove-address.ts'
import { updateAddress } from './addresses/update-address.ts'
import { agingOfCustomer } from './aging/aging-of-customer.ts'
import { agingReport, downloadAging } from './aging/aging-report.ts'
import { listSnapshots } from './aging/list-snapshots.ts'
import { takeSnapshot } from './aging/take-snapshot.ts'
import { applyUnappliedCredit } from './allocations/apply-credit.ts'
import { showCredit } from './allocations/show-credit.ts'
import { createApiKey } from './api-keys/create-api-key.ts'
import { listApiKeys } from './api-keys/list-api-keys.ts'
import { revokeApiKey } from './api-keys/revoke-api-key.ts'
import { downloadAuditLog } from './audit/download-audit-log.ts'
import { invoiceAuditLog } from './audit/invoice-audit-log.ts'
import { listActors } from './audit/list-actors.ts'
import { listAuditLog } from './audit/list-audit-log.ts'
import { showAuditHead } from './audit/show-audit-head.ts'
import { listBackfills } from './backfills/list-backfills.ts'
import { runBackfill } from './backfills/run-backfill.ts'
import { listCommunications } from './communications/list-communications.ts'
import { logCommunication } from './communications/log-communication.ts'
import { removeCommunication } from './communications/remove-communication.ts'
import { createCompany } from './company/create-company.ts'
import { raiseNumber } from './company/raise-number.ts'
import { showCompany } from './company/show-company.ts'
import { updateCompany } from './company/update-company.ts'
import { createContact } from './contacts/create-contact.ts'
import { listContacts } from './contacts/list-contacts.ts'
import { removeContact } from './contacts/remove-contact.ts'
import { updateContact } from './contacts/update-contact.ts'
import { listCreditLimits } from './credit/list-credit-limits.ts'
import { setCreditLimit } from './credit/set-credit-limit.ts'
import { setLimitStatus } from './credit/set-limit-status.ts'
import { allocateCreditMemo } from './credit-memos/allocate-credit-memo.ts'
import { createCreditMemo } from './credit-memos/create-credit-memo.ts'
import { listCreditMemos } from './credit-memos/list-credit-memos.ts'
import { releaseMemoAllocation } from './credit-memos/release-memo-allocation.ts'
import { showCreditMemo } from './credit-memos/show-credit-memo.ts'
import { voidCreditMemo } from './credit-memos/void-credit-memo.ts'
import { exportCustomers } from './customer-file/export-customers.ts'
import { importCustomer } from './customer-file/import-customer.ts'
import { importCustomers } from './customer-file/import-customers.ts'
import { createCustomer } from './customers/create-customer.ts'
import { customerBalance } from './customers/customer-balance.ts'
import { customerEntries } from './customers/customer-entries.ts'
import { customerSummary } from './customers/customer-summary.ts'
import { listCustomers } from './customers/list-customers.ts'
import { removeCustomer } from './customers/remove-customer.ts'
import { setCustomerStatus } from './customers/set-customer-status.ts'
import { showCustomer } from './customers/show-customer.ts'
import { updateCustomer } from './customers/update-customer.ts'
import { latestActivity } from './dashboard/latest-activity.ts'
import { moneyIn } from './dashboard/money-in.ts'
import { openDeposits } from './dashboard/open-deposits.ts'
import { addGroupMember } from './groups/add-group-member.ts'
import { createGroup } from './groups/create-group.ts'
import { listGroups } from './groups/list-groups.ts'
import { removeGroup } from './groups/remove-group.ts'
import { removeGroupMember } from './groups/remove-group-member.ts'
import { updateGroup } from './groups/update-group.ts'
import { createInvoice } from './invoices/create-invoice.ts'
import { invoiceChanges } from './invoices/invoice-changes.ts'
import { invoiceEntries } from './invoices/invoice-entries.ts'
import { invoiceStats } from './invoices/invoice-stats.ts'
import { listInvoices } from './invoices/list-invoices.ts'
import { printInvoice } from './invoices/print-invoice.ts'
import { sendInvoice } from './invoices/send-invoice.ts'
import { sendInvoices } from './invoices/send-invoices.ts'
import { showInvoice } from './invoices/show-invoice.ts'
import { updateInvoice } from './invoices/update-invoice.ts'
import { voidInvoice } from './invoices/void-invoice.ts'
import { createJob } from './jobs/create-job.ts'
import { listJobs } from './jobs/list-jobs.ts'
import { showJob } from './jobs/show-job.ts'
import { updateJob } from './jobs/update-job.ts'
import { addMember } from './members/add-member.ts'
import { listMembers } from './members/list-members.ts'
import { removeMember } from './members/remove-member.ts'
import { updateMember } from './members/update-member.ts'
import { listMessages } from './messages/list-messages.ts'
import { showMessage } from './messages/show-message.ts'
import { addCreditMemoNote, addInvoiceNote } from './notes/add-note.ts'
import { listCreditMemoNotes, listInvoiceNotes } from './notes/list-notes.ts'
import { removeCreditMemoNote, removeInvoiceNote } from './notes/remove-note.ts'
import { restoreCreditMemoNote, restoreInvoiceNote } from './notes/restore-note.ts'
import { allocatePayment } from './payments/allocate-payment.ts'
import { listPayments } from './payments/list-payments.ts'
import { markManyPaid } from './payments/mark-many-paid.ts'
import { markPaid } from './payments/mark-paid.ts'
import { paymentsOfInvoice } from './payments/payments-of-invoice.ts'
import { receiveForCustomer } from './payments/receive-payment.ts'
import { recordPayment } from './payments/record-payment.ts'
import { releaseAllocation } from './payments/release-allocation.ts'
import { reversePayment } from './payments/reverse-payment.ts'
import { showPayment } from './payments/show-payment.ts'
import { acceptQuote } from './quotes/accept-quote.ts'
import { createQuote } from './quotes/create-quote.ts'
import { declineQuote } from './quotes/decline-quote.ts'
import { duplicateQuote } from './quotes/duplicate-quote.ts'
import { listQuotes } from './quotes/list-quotes.ts'
import { reviseQuote } from './quotes/revise-quote.ts'
import { sendQuote } from './quotes/send-quote.ts'
import { showQuote, showQuoteRevision } from './quotes/show-quote.ts'
import { takeDeposit } from './quotes/take-deposit.ts'
import { updateQuote } from './quotes/update-quote.ts'
import { importReceivables } from './receivables-import/import-receivables.ts'
import { listRefunds } from './refunds/list-refunds.ts'
import { refundCredit } from './refunds/refund-credit.ts'
import { refundPayment } from './refunds/refund-payment.ts'
import { showRefund } from './refunds/show-refund.ts'
import { listReminders } from './reminders/list-reminders.ts'
import { sendReminder } from './reminders/send-reminder.ts'
import { sendReminders } from './reminders/send-reminders.ts'
import { companyEntries } from './reports/company-entries.ts'
import { lateItems } from './reports/late-items.ts'
import { downloadRevenue, revenue } from './reports/revenue.ts'
import { downloadSalesTax, salesTax } from './reports/sales-tax.ts'
import { downloadStatementOfAccount, statementOfAccount } from './reports/statement-of-account.ts'
import { acceptInvitation } from './session/accept-invitation.ts'
import { showSession } from './session/show-session.ts'
import { signIn } from './session/sign-in.ts'
import { signOut } from './session/sign-out.ts'
import { signUp, signUpState } from './session/sign-up.ts'
import { switchCompany } from './session/switch-company.ts'
import { createStatement } from './statements/create-statement.ts'
import { downloadStatementCsv } from './statements/download-statement.ts'
import { listStatements } from './statements/list-statements.ts'
import { printStatement } from './statements/print-statement.ts'
import { runStatements } from './statements/run-statements.ts'
import { showStatement } from './statements/show-statement.ts'
import { showSystem } from './system/show-system.ts'
import { showVerification } from './verification/show-verification.ts'
import { startVerification } from './verification/start-verification.ts'
import { writeOffInvoice } from './write-offs/write-off-invoice.ts'

/** Every operation, under the name the contract gives it. REST, CLI and worker call through this. */
export const router = {
  session: { signUp, signUpState, signIn, acceptInvitation, show: showSession, signOut, switchCompany },
  company: { show: showCompany, update: updateCompany, raiseNumber, create: createCompany },
  members: { list: listMembers, add: addMember, update: updateMember, remove: removeMember },
  apiKeys: { list: listApiKeys, create: createApiKey, revoke: revokeApiKey },
  customers: {
    list: listCustomers,
    export: exportCustomers,
    create: createCustomer,
    show: showCustomer,
    update: updateCustomer,
    setStatus: setCustomerStatus,
    remove: removeCustomer,
    summary: customerSummary,
    balance: customerBalance,
    entries: customerEntries,
  },
  creditLimits: { list: listCreditLimits, create: setCreditLimit, setStatus: setLimitStatus },
  contacts: { list: listContacts, create: createContact, update: updateContact, remove: removeContact },
  addresses: { list: listAddresses, create: createAddress, update: updateAddress, remove: removeAddress },
  groups: {
    list: listGroups,
    create: createGroup,
    update: updateGroup,
    remove: removeGroup,
    addMember: addGroupMember,
    removeMember: removeGroupMember,
  },
  activity: { show: showActivity, updateInvoice: updateInvoiceEntry },
  communications: { list: listCommunications, create: logCommunication, remove: removeCommunication },
  quotes: {
    list: listQuotes,
    create: createQuote,
    show: showQuote,
    showRevision: showQuoteRevision,
    update: updateQuote,
    send: sendQuote,
    accept: acceptQuote,
    decline: declineQuote,
    revise: reviseQuote,
    deposit: takeDeposit,
    duplicate: duplicateQuote,
  },
  jobs: { list: listJobs, create: createJob, show: showJob, update: updateJob },
  invoices: {
    list: listInvoices,
    stats: invoiceStats,
    create: createInvoice,
    show: showInvoice,
    pdf: printInvoice,
    entries: invoiceEntries,
    update: updateInvoice,
    send: sendInvoice,
    void: voidInvoice,
    markPaid,
    sendMany: sendInvoices,
    markManyPaid,
    payments: paymentsOfInvoice,
    changes: invoiceChanges,
    auditLog: invoiceAuditLog,
  },
  payments: {
    list: listPayments,
    show: showPayment,
    record: recordPayment,
    receive: receiveForCustomer,
    allocate: allocatePayment,
    releaseAllocation,
    reverse: reversePayment,
    refund: refundPayment,
  },
  refunds: { list: listRefunds, show: showRefund },
  reminders: { list: listReminders, send: sendReminder, sendMany: sendReminders },
  messages: { list: listMessages, show: showMessage },
  credit: { show: showCredit, apply: applyUnappliedCredit, refund: refundCredit },
  creditMemos: {
    list: listCreditMemos,
    show: showCreditMemo,
    create: createCreditMemo,
    void: voidCreditMemo,
    allocate: allocateCreditMemo,
    releaseAllocation: releaseMemoAllocation,
  },
  invoiceNotes: {
    list: listInvoiceNotes,
    create: addInvoiceNote,
    remove: removeInvoiceNote,
    restore: restoreInvoiceNote,
  },
  creditMemoNotes: {
    list: listCreditMemoNotes,
    create: addCreditMemoNote,
    remove: removeCreditMemoNote,
    restore: restoreCreditMemoNote,
  },
  writeOffs: { create: writeOffInvoice },
  statements: {
    list: listStatements,
    create: createStatement,
    show: showStatement,
    csv: downloadStatementCsv,
    pdf: printStatement,
    run: runStatements,
  },
  agingSnapshots: { list: listSnapshots, create: takeSnapshot },
  dashboard: { moneyIn, deposits: openDeposits, activity: latestActivity },
  reports: {
    aging: agingReport,
    agingCsv: downloadAging,
    agingOfCustomer,
    statementOfAccount,
    statementOfAccountCsv: downloadStatementOfAccount,
    lateItems,
    salesTax,
    salesTaxCsv: downloadSalesTax,
    revenue,
    revenueCsv: downloadRevenue,
    entries: companyEntries,
  },
  import: { receivables: importReceivables, customers: importCustomers, customer: importCustomer },
  backfills: { list: listBackfills, run: runBackfill },
  verification: { show: showVerification, run: startVerification },
  system: { show: showSystem },
  audit: { head: showAuditHead, list: listAuditLog, csv: downloadAuditLog, actors: listActors },
}
