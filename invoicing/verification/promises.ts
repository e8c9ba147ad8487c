/** A promise of the books, and what looks after it. */
export interface BookPromise {
  id: string
  says: string
  /** The lines of `platen verify` that would find it broken. */
  lines: readonly string[]
  /** What the database alone cannot tell is tried by a proof or a test. */
  provenBy?: readonly string[]
}

const promise = (id: string, says: string, ...lines: string[]): BookPromise => ({ id, says, lines })
const beyond = (id: string, says: string, lines: readonly string[], ...provenBy: string[]): BookPromise => ({
  ...{ id, says, lines, provenBy },
})

const tenancy = [
  promise('TEN-1', 'A row and what it refers to are of one company', 'TEN-1', 'TEN-1k'),
  promise('TEN-2', 'A transaction sees the rows of its company, and those alone', 'TEN-2'),
  beyond('TEN-3', 'No reply tells a foreign id from an unknown one', [], 'proofs/p9-tenancy.db.test.ts'),
  promise('TEN-4', 'What is unique is unique within its company', 'TEN-4'),
]

const customers = [
  promise('CUS-1', 'A customer’s number is theirs for ever', 'CUS-1'),
  promise('CUS-2', 'A customer’s name is trimmed and at most 255 characters', 'CUS-2'),
  promise('CUS-3', 'A customer’s currency is fixed once it was used', 'CUS-3'),
  promise('CUS-4', 'A phone number is whole, with its country', 'CUS-4'),
  promise('CUS-5', 'Whoever is blocked was blocked by somebody, for a reason', 'CUS-5'),
  promise('CUS-6', 'Nothing is sent to customers who are blocked or inactive', 'CUS-6'),
  promise('CUS-7', 'A customer is removed with nothing open', 'CUS-7'),
  promise('CON-1', 'An e-mail belongs to one contact of a customer', 'CON-1'),
  promise('CON-2', 'A customer has one primary contact per role', 'CON-2'),
  promise('CON-3', 'A contact who was removed is not primary', 'CON-3'),
  promise('ADR-1', 'A customer has one default address per type', 'ADR-1'),
  promise('ADR-2', 'A postal code fits its country', 'ADR-2'),
  promise('ADR-3', 'An invoice keeps the billing address of its day', 'ADR-3', 'INV-4'),
  promise('GRP-1', 'A group’s name is its own, and one group is the default', 'GRP-1', 'TEN-1'),
  promise('CRL-1', 'The limit in force is approved, begun, not expired, and the latest of these', 'CRL-2'),
  promise('CRL-2', 'The limit that a customer shows is the one in force', 'CRL-2'),
  promise('CRL-3', 'A limit expires after it begins', 'CRL-3'),
  promise('CRL-4', 'Nobody owes more than their limit, unless somebody said why', 'CRL-4', 'CRL-4s'),
]

const invoices = [
  promise('INV-1', 'Totals are what the lines come to', 'INV-1'),
  promise('INV-2', 'An invoice has a line, no quantity is zero, and no total below it', 'INV-1'),
  promise('INV-3', 'A balance lies between zero and the total', 'INV-3'),
  promise('INV-4', 'An issued invoice stays as it was issued', 'INV-4', 'AUD-2'),
  promise('INV-5', 'An invoice is due on or after its issue date', 'INV-5'),
  promise('INV-6', 'A void has reason, actor and time, and nothing put to it', 'INV-6'),
  promise('INV-7', 'A status is what the entries say', 'INV-7'),
  promise('INV-8', 'A deposit is at most the total', 'INV-8'),
  promise('INV-9', 'A quote has at most one invoice that is not void', 'INV-9'),
  beyond(
    'INV-10',
    'A change names the version that it read',
    [],
    'invoicing/invoices/update-invoice.db.test.ts',
  ),
  promise('QUO-1', 'A quote’s totals are what its lines come to', 'QUO-1'),
  promise('QUO-2', 'Earlier versions of a quote are kept as they were sent', 'QUO-2', 'AUD-2'),
  promise('QUO-3', 'A quote is answered after it was sent, by somebody', 'QUO-3'),
  promise('NUM-1', 'A number is shown once', 'NUM-1', 'CUS-1'),
  promise('NUM-2', 'No number of a series is left out', 'NUM-2'),
  promise('NUM-3', 'A numbered document is never deleted', 'NUM-2', 'AUD-1', 'AUD-2'),
]

const money = [
  promise('PAY-1', 'A payment is above zero, in the decimals of its currency', 'PAY-2', 'CUR-1'),
  promise('PAY-2', 'No payment is used twice', 'PAY-2'),
  promise('PAY-3', 'No invoice is settled beyond its total', 'PAY-3', 'INV-3'),
  promise('PAY-4', 'Nothing is put to a draft or a void invoice', 'PAY-3', 'INV-6'),
  promise('PAY-5', 'No payment is dated in the future', 'PAY-5'),
  promise('PAY-6', 'A payment stays as it was recorded, and is corrected by its reversal', 'PAY-6', 'AUD-2'),
  promise('PAY-7', 'A refund comes from money that was there', 'PAY-7', 'PAY-2'),
  promise('CM-1', 'A credit memo stands on an issued invoice that is not void', 'CM-1'),
  promise('CM-2', 'No credit is above what was invoiced', 'CM-2'),
  promise('CM-3', 'A credit memo has a reason, and stays as it was made', 'CM-3', 'AUD-2'),
  promise('CM-4', 'What a memo took off and what it gave add up', 'CM-4'),
  promise('LED-1', 'Entries add up to the balance of their invoice, on every day', 'LED-1', 'LED-1p'),
  promise('LED-2', 'Entries add up to the balance of their customer', 'LED-2'),
  promise(
    'LED-3',
    'Entries stay, and none posts in the future or into a closed day',
    'LED-3',
    'LED-3c',
    'AUD-2',
  ),
  promise('CUR-1', 'No amount has more decimals than its currency', 'CUR-1', 'CUR-1m'),
  promise('TIM-1', 'Instants know their zone, business days are dates', 'TIM-1'),
]

const statements = [
  promise('STM-1', 'A statement adds up', 'STM-1'),
  promise('STM-2', 'A statement opens where the ledger stood, and where the one before closed', 'STM-2'),
  promise('STM-3', 'A statement stays as it was issued', 'STM-3', 'AUD-2'),
  promise('STM-4', 'One statement stands for a period', 'STM-4'),
  promise('STM-5', 'A statement keeps its aging', 'STM-5'),
  promise('AGE-1', 'Buckets less unapplied credit are the balance', 'AGE-1'),
  promise('AGE-2', 'A past day answers as it always did', 'AGE-1', 'STM-2', 'LED-3c', 'AUD-2'),
]

const history = [
  promise('COM-1', 'What was said is kept', 'COM-1', 'AUD-2'),
  promise('COM-2', 'What was sent or received is not edited', 'COM-2', 'AUD-2'),
  promise('COM-3', 'Internal notes alone are removed, by somebody who may', 'COM-3'),
  promise('AUD-1', 'Each change is told once, in its transaction', 'AUD-1', 'AUD-1d', 'AUD-1s'),
  promise('AUD-2', 'The audit log only grows', 'AUD-2'),
  promise('AUD-3', 'The chain over the audit log is whole', 'AUD-3', 'AUD-3b', 'AUD-3h'),
]

const work = [
  promise('JOB-1', 'What must happen once happens once', 'JOB-1'),
  promise('JOB-2', 'Nobody is reminded of what is paid or void', 'JOB-2'),
  promise('JOB-3', 'An invoice is reminded of once a day', 'JOB-3'),
  promise('SNP-1', 'A document has one entry in the activity', 'SNP-1'),
  promise('SNP-2', 'An entry is read-only when it came from an online order', 'SNP-2'),
  promise('SNP-3', 'A second backfill writes nothing', 'SNP-3'),
  beyond(
    'SNP-4',
    'The activity is shown from its entries alone',
    [],
    'invoicing/activity/activity.db.test.ts',
  ),
  promise('SUM-1', 'Cards and tabs count what there is', 'SUM-1'),
  promise('SUM-2', 'The money of a month is what came less what went back', 'SUM-2'),
]

/** What must always hold, by the part of the books that it is about. */
export const bookPromises = { tenancy, customers, invoices, money, statements, history, work } as const
