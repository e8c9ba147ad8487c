import type { BroughtIn, ImportedCustomer } from '../../contract/customer-import.ts'
import { Refused } from '../../contract/refusals.ts'
import { mayCall } from '../../server/caller.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing, type Running } from '../../server/operation.ts'
import { changeCustomer } from '../customers/change-customer.ts'
import { type CustomerContent, changedCustomer, newCustomer } from '../customers/customer-content.ts'
import type { CustomerAlone } from '../customers/customer-row.ts'
import { enterCustomer } from '../customers/enter-customer.ts'
import { changeStatus } from '../customers/set-customer-status.ts'
import { valueInSeries } from '../numbers/document-number.ts'
import { keepNumber, readCounter, takeNumber } from '../numbers/numbers.sql.ts'
import { apartFromNoNotes } from './address-match.ts'
import { requireAgreement } from './agreement.ts'
import { bringAddresses } from './bring-addresses.ts'
import { bringContacts } from './bring-contacts.ts'
import { customerWithNumber, customerWithout, numberPassed, requireNewCustomer } from './customer-match.ts'
import { lockAlone, lockIdentities, readCandidates, setExternalId } from './standing-customers.sql.ts'

/**
 * Brings one customer in with contacts and addresses: all of it, or nothing. Who is there is changed to what is told;
 * the same again changes nothing. Every rule is that of the operations which the screens use.
 */
export const importCustomer = implementing.import.customer.handler(async ({ input, context }) => {
  requireAgreement(input)
  await lockIdentities(context.tx, input)
  const found = await findCustomer(context, input)
  const customer =
    found.id === null ? await bringNew(context, input, found.kept) : await bringUp(context, input, found)
  const contacts = await bringContacts(context, customer, input.contacts)
  const addresses = await bringAddresses(context, customer, input.addresses)
  const isChanged = [customer, ...contacts, ...addresses].some(({ outcome }) => outcome !== 'unchanged')
  if (!isChanged) context.audit.nothingChanged()
  const { id: customerId, customerNumber, outcome, changes } = customer
  return { outcome, changes, customerId, customerNumber, contacts, addresses }
})

interface Brought extends BroughtIn {
  id: string
  customerNumber: string | null
  isNew: boolean
}

/** `adopts` when the number of the row is that of another system, by which the customer is known from now on. */
type Found = { id: string; adopts: boolean } | { id: null; kept: number | null }

async function findCustomer({ tx }: Running, given: ImportedCustomer): Promise<Found> {
  const candidates = await readCandidates(tx, given)
  const { customerNumber } = given
  const numbered = customerWithNumber(given, candidates)
  if (numbered) return { id: numbered.id, adopts: false }
  const prefix = customerNumber ? (await readCounter(tx, 'customer')).prefix : ''
  const kept = customerNumber ? valueInSeries(prefix, customerNumber) : null
  // A number of our own series means exactly that customer.
  if (kept !== null) return { id: null, kept }
  const person = customerWithout(given, candidates, prefix)
  return person ? { id: person.id, adopts: Boolean(customerNumber) } : { id: null, kept: null }
}

async function bringNew(running: Running, given: ImportedCustomer, kept: number | null): Promise<Brought> {
  const { tx } = running
  const empty = newCustomer(requireNewCustomer(given), tx.company.currency)
  const content = changedCustomer(empty, contentIn(given), tx.company.country)
  const entered = await enterCustomer(running, content, () => numberOf(running, given, kept))
  await bringStatus(running, { ...entered, name: content.name, status: 'active' }, given)
  const takesNone = running.dryRun && !given.customerNumber
  const customerNumber = takesNone ? null : entered.customerNumber
  return { id: entered.id, customerNumber, isNew: true, outcome: 'created', changes: [] }
}

/** The number that somebody new brings along, or the next of the series; a dry run takes none. */
async function numberOf(
  { tx, dryRun }: Running,
  { customerNumber }: ImportedCustomer,
  kept: number | null,
): Promise<string> {
  if (!customerNumber && dryRun) return `dry run ${crypto.randomUUID().slice(0, 8)}`
  if (!customerNumber) return (await takeNumber(tx, 'customer')).text
  if (kept !== null && !(await keepNumber(tx, 'customer', kept))) throw numberPassed(customerNumber)
  return customerNumber
}

async function bringUp(
  running: Running,
  given: ImportedCustomer,
  { id, adopts }: { id: string; adopts: boolean },
): Promise<Brought> {
  const standing = await lockAlone(running.tx, id)
  const { customerNumber } = standing
  const changes = await changeCustomer(running, standing, apartFromNoNotes(contentIn(given), standing))
  if (await bringStatus(running, { ...standing, name: given.name ?? standing.name }, given))
    changes.push('status')
  if (adopts && given.customerNumber) {
    await setExternalId(running.tx, id, given.customerNumber)
    running.audit.record({
      entity: 'customer',
      entityId: id,
      label: customerNumber,
      after: { externalId: given.customerNumber },
    })
    changes.push('customerNumber')
  }
  return { id, customerNumber, isNew: false, outcome: changes.length > 0 ? 'updated' : 'unchanged', changes }
}

/** Changes the status where another one is told; true when it did. That needs its own permission, as on screen. */
async function bringStatus(
  running: Running,
  customer: Pick<CustomerAlone, 'id' | 'customerNumber' | 'name' | 'status'>,
  { status, statusReason }: ImportedCustomer,
): Promise<boolean> {
  if (status === undefined || status === customer.status) return false
  if (!mayCall(running.caller, 'accounting.customers.manage_status')) {
    throw new Refused(
      'forbidden',
      'A change of status needs the permission accounting.customers.manage_status. Leave the column status out, or ask an owner or admin for it.',
      [{ path: 'status', message: 'cannot be changed by you' }],
    )
  }
  const reason = statusReason ?? null
  await changeStatus(running, customer, { status, reason, approvalReference: null })
  return true
}

/** The fields of the customer that are told, without number, status, contacts and addresses. */
function contentIn(given: ImportedCustomer): Partial<CustomerContent> {
  const { customerNumber: _number, status: _status, statusReason: _reason, ...rest } = given
  const { contacts: _contacts, addresses: _addresses, ...content } = rest
  return givenFields(content)
}
