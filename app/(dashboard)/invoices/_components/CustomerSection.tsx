import { CustomerCombobox } from '../../../../components/features/CustomerCombobox.tsx'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { shownPhone } from '../../../../components/features/PhoneLink.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { type Customer, customerStatusLabels } from '../../../../contract/customers.ts'
import { paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import { CreditPosition } from './CreditPosition.tsx'
import classes from './CustomerSection.module.css'
import type { DocumentForm } from './use-document-form.ts'
import type { Override } from './use-override.ts'

interface CustomerSectionProps {
  form: DocumentForm
  autoFocus: boolean
  /** What is made of a quote is for the quote's customer. */
  isFixed?: boolean
  /** What stands above the field. */
  label?: string
  /** The way over a credit limit; without one the limit is not looked at, for a quote owes nothing yet. */
  credit?: { override: Override; isRefused: boolean }
}

/** Who is billed, and how they stand with the shop (C: U66, U67). */
export function CustomerSection({
  form,
  autoFocus,
  isFixed = false,
  label = 'Bill to',
  credit,
}: CustomerSectionProps) {
  const { customer, chooseCustomer, messages } = form
  return (
    <Panel title="Customer">
      <CustomerCombobox
        label={label}
        disabled={isFixed}
        value={customer}
        onChange={chooseCustomer}
        error={messages.customerId}
        autoFocus={autoFocus}
      />
      {customer && <CustomerCard customer={customer} />}
      {customer && credit && (
        <CreditPosition customer={customer} invoiceCents={form.totals.totalCents} done="saved" {...credit} />
      )}
    </Panel>
  )
}

function CustomerCard({ customer }: { customer: Customer }) {
  const { defaultCurrency: currency } = customer
  const reach = [customer.legalName, customer.email, customer.phone && shownPhone(customer.phone)]
    .filter(Boolean)
    .join(' · ')
  return (
    <fieldset className={classes.card} aria-label={`About ${customer.name}`}>
      {reach && <p className={classes.reach}>{reach}</p>}
      {customer.status !== 'active' && (
        <p className={classes.closed}>
          {customer.name} is {customerStatusLabels[customer.status].toLowerCase()}: no new quotes or invoices
          can be sent.
          {customer.statusReason && ` The reason: ${customer.statusReason}`}
        </p>
      )}
      <dl className={classes.facts}>
        <div>
          <dt>Terms</dt>
          <dd>{customer.paymentTerms ? paymentTermsLabels[customer.paymentTerms] : 'None agreed'}</dd>
        </div>
        <div>
          <dt>Balance</dt>
          <dd>
            <MoneyText amount={customer.balance} currency={currency} />
          </dd>
        </div>
        <div>
          <dt>Overdue</dt>
          <dd>
            <MoneyText amount={customer.overdue} currency={currency} tone="owed" />
          </dd>
        </div>
        <div>
          <dt>Currency</dt>
          <dd>{currency}</dd>
        </div>
      </dl>
    </fieldset>
  )
}
