import { createAddress } from './addresses/create-address.ts'
import { listAddresses } from './addresses/list-addresses.ts'
import { removeAddress } from './addresses/remove-address.ts'
import { updateAddress } from './addresses/update-address.ts'
import { agingReport } from './aging/aging-report.ts'
import { listSnapshots } from './aging/list-snapshots.ts'
import { takeSnapshot } from './aging/take-snapshot.ts'
import { createApiKey } from './api-keys/create-api-key.ts'
import { listApiKeys } from './api-keys/list-api-keys.ts'
import { revokeApiKey } from './api-keys/revoke-api-key.ts'
import { invoiceAuditLog } from './audit/invoice-audit-log.ts'
import { listAuditLog } from './audit/list-audit-log.ts'
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
import { createCustomer } from './customers/create-customer.ts'
import { customerBalance } from './customers/customer-balance.ts'
import { listCustomers } from './customers/list-customers.ts'
import { removeCustomer } from './customers/remove-customer.ts'
import { setCustomerStatus } from './customers/set-customer-status.ts'
import { showCustomer } from './customers/show-customer.ts'
import { updateCustomer } from './customers/update-customer.ts'
import { addGroupMember } from './groups/add-group-member.ts'
import { createGroup } from './groups/create-group.ts'
import { listGroups } from './groups/list-groups.ts'
import { removeGroup } from './groups/remove-group.ts'
import { removeGroupMember } from './groups/remove-group-member.ts'
import { updateGroup } from './groups/update-group.ts'
import { createInvoice } from './invoices/create-invoice.ts'
import { invoiceStats } from './invoices/invoice-stats.ts'
import { listInvoices } from './invoices/list-invoices.ts'
import { sendInvoice } from './invoices/send-invoice.ts'
import { showInvoice } from './invoices/show-invoice.ts'
import { updateInvoice } from './invoices/update-invoice.ts'
import { voidInvoice } from './invoices/void-invoice.ts'
import { addMember } from './members/add-member.ts'
import { listMembers } from './members/list-members.ts'
import { removeMember } from './members/remove-member.ts'
import { updateMember } from './members/update-member.ts'
import { listPayments } from './payments/list-payments.ts'
import { paymentsOfInvoice } from './payments/payments-of-invoice.ts'
import { recordPayment } from './payments/record-payment.ts'
import { showPayment } from './payments/show-payment.ts'
import { importReceivables } from './receivables-import/import-receivables.ts'
import { acceptInvitation } from './session/accept-invitation.ts'
import { showSession } from './session/show-session.ts'
import { signIn } from './session/sign-in.ts'
import { signOut } from './session/sign-out.ts'
import { signUp, signUpState } from './session/sign-up.ts'
import { switchCompany } from './session/switch-company.ts'
import { createStatement } from './statements/create-statement.ts'
import { downloadStatementCsv } from './statements/download-statement.ts'
import { listStatements } from './statements/list-statements.ts'
import { runStatements } from './statements/run-statements.ts'
import { showStatement } from './statements/show-statement.ts'

/** Every operation, under the name the contract gives it. REST, CLI and worker call through this. */
export const router = {
  session: { signUp, signUpState, signIn, acceptInvitation, show: showSession, signOut, switchCompany },
  company: { show: showCompany, update: updateCompany, raiseNumber, create: createCompany },
  members: { list: listMembers, add: addMember, update: updateMember, remove: removeMember },
  apiKeys: { list: listApiKeys, create: createApiKey, revoke: revokeApiKey },
  customers: {
    list: listCustomers,
    create: createCustomer,
    show: showCustomer,
    update: updateCustomer,
    setStatus: setCustomerStatus,
    remove: removeCustomer,
    balance: customerBalance,
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
  communications: { list: listCommunications, create: logCommunication, remove: removeCommunication },
  invoices: {
    list: listInvoices,
    stats: invoiceStats,
    create: createInvoice,
    show: showInvoice,
    update: updateInvoice,
    send: sendInvoice,
    void: voidInvoice,
    payments: paymentsOfInvoice,
    auditLog: invoiceAuditLog,
  },
  payments: { list: listPayments, show: showPayment, record: recordPayment },
  statements: {
    list: listStatements,
    create: createStatement,
    show: showStatement,
    csv: downloadStatementCsv,
    run: runStatements,
  },
  agingSnapshots: { list: listSnapshots, create: takeSnapshot },
  reports: { aging: agingReport },
  import: { receivables: importReceivables },
  audit: { list: listAuditLog },
}
