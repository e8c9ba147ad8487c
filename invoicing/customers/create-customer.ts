import { implementing } from '../../server/operation.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { joinDefaultGroup } from '../groups/group-members.sql.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { phoneInE164, requireTierAndDeposit } from './customer.ts'
import { type CustomerContent, insertCustomer, readCustomer } from './customers.sql.ts'

/** Creates a customer with the next number of the series (B: Customer). A dry run takes no number. */
export const createCustomer = implementing.customers.create.handler(
  async ({ input, context: { tx, today, caller, audit, dryRun } }) => {
    const defaultCurrency = input.defaultCurrency ?? tx.company.currency
    requireSupportedCurrency(defaultCurrency, 'defaultCurrency')
    const content: CustomerContent = {
      name: input.name,
      legalName: input.legalName ?? null,
      email: input.email ?? null,
      phone: input.phone ? phoneInE164(input.phone, tx.company.country) : null,
      defaultCurrency,
      paymentTerms: input.paymentTerms ?? null,
      taxId: input.taxId ?? null,
      website: input.website ?? null,
      notes: input.notes ?? null,
      taxExempt: input.taxExempt ?? false,
      taxExemptionCertificate: input.taxExemptionCertificate ?? null,
      taxExemptionState: input.taxExemptionState ?? null,
      taxExemptionExpiresOn: input.taxExemptionExpiresOn ?? null,
      tier: input.tier ?? 'standard',
      contractDepositPercent: input.contractDepositPercent ?? null,
    }
    requireTierAndDeposit(content.tier, content.contractDepositPercent)
    const number = dryRun ? { text: 'dry run', value: 0 } : await takeNumber(tx, 'customer')
    const id = await insertCustomer(tx, number, content, caller.userId)
    const defaultGroup = await joinDefaultGroup(tx, id)
    const customer = await readCustomer(tx, id, today)
    audit.record({
      entity: 'customer',
      entityId: id,
      label: number.text,
      after: { customerNumber: number.text, ...content, group: defaultGroup },
    })
    return dryRun ? { ...customer, customerNumber: null } : customer
  },
)
