import { implementing } from '../../server/operation.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { phoneInE164 } from './customer.ts'
import { insertCustomer, readCustomer } from './customers.sql.ts'

/** Creates a customer with the next number of the series (B: Customer). A dry run takes no number. */
export const createCustomer = implementing.customers.create.handler(
  async ({ input, context: { tx, today, caller, audit, dryRun } }) => {
    const defaultCurrency = input.defaultCurrency ?? tx.company.currency
    requireSupportedCurrency(defaultCurrency, 'defaultCurrency')
    const content = {
      name: input.name,
      legalName: input.legalName ?? null,
      email: input.email ?? null,
      phone: input.phone ? phoneInE164(input.phone) : null,
      defaultCurrency,
      paymentTerms: input.paymentTerms ?? null,
      taxId: input.taxId ?? null,
      website: input.website ?? null,
      notes: input.notes ?? null,
    }
    const number = dryRun ? { text: 'dry run', value: 0 } : await takeNumber(tx, 'customer')
    const id = await insertCustomer(tx, number, content, caller.userId)
    const customer = await readCustomer(tx, id, today)
    audit.record({
      entity: 'customer',
      entityId: id,
      label: number.text,
      after: { customerNumber: number.text, ...content },
    })
    return dryRun ? { ...customer, customerNumber: null } : customer
  },
)
