import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { PhoneLink } from '../../../../components/features/PhoneLink.tsx'
import { WhyFigure } from '../../../../components/features/WhyFigure.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import { addressLines } from '../../../../invoicing/addresses/envelope.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { billingContactOf, contactName } from '../../../../invoicing/contacts/contact.ts'
import { query } from '../../../api.ts'
import classes from './InvoiceCustomerPanel.module.css'

/** Who is billed, on which terms, until when (C: U28, U29, U32, U33). */
export function InvoiceCustomerPanel({ invoice }: { invoice: Invoice }) {
  const { data: customer } = useQuery(
    query.customers.show.queryOptions({ input: { customerId: invoice.customerId } }),
  )
  return (
    <Panel title="Customer">
      <Anchor
        fw={600}
        renderRoot={(props) => <Link to="/customers/$id" params={{ id: invoice.customerId }} {...props} />}
      >
        {invoice.customerName}
      </Anchor>
      {customer && <Reach customer={customer} />}
      <BillingContact customerId={invoice.customerId} />
      {invoice.billingAddress && (
        <address className={classes.address}>
          {addressLines(invoice.billingAddress).map((text) => (
            <span key={text}>{text}</span>
          ))}
        </address>
      )}
      <dl className={classes.facts}>
        <Fact label="Payment terms">{paymentTermsLabels[invoice.paymentTerms]}</Fact>
        <Fact label="Issue date">{invoice.issueDate ? formatDate(invoice.issueDate) : 'When sent'}</Fact>
        <Fact label="Due date">
          {invoice.dueDate ? formatDate(invoice.dueDate) : 'From the terms, when sent'}
        </Fact>
        {invoice.postingDate && invoice.postingDate !== invoice.issueDate && (
          <Fact label="Posted on">{formatDate(invoice.postingDate)}</Fact>
        )}
        {customer && (
          <Fact label="Balance of the customer">
            <WhyFigure
              label={`Balance of ${customer.name}`}
              source={{ customerId: customer.id, figure: 'balance' }}
            >
              <MoneyText amount={customer.balance} currency={customer.defaultCurrency} />
            </WhyFigure>
          </Fact>
        )}
      </dl>
    </Panel>
  )
}

/** Who opens the envelope; the one who is primary comes first. */
function BillingContact({ customerId }: { customerId: string }) {
  const contacts = useQuery(query.contacts.list.queryOptions({ input: { customerId } }))
  const billing = billingContactOf(contacts.data?.data ?? [])
  if (!billing) return null
  const { email, phone } = billing
  return (
    <div className={classes.reach}>
      <span>{contactName(billing)}, billing</span>
      {email && <a href={`mailto:${email}`}>{email}</a>}
      {phone && <PhoneLink phone={phone} />}
    </div>
  )
}

function Reach({ customer }: { customer: Customer }) {
  const { legalName, email, phone } = customer
  return (
    <div className={classes.reach}>
      {legalName && <span>{legalName}</span>}
      {email && <a href={`mailto:${email}`}>{email}</a>}
      {phone && <PhoneLink phone={phone} />}
    </div>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
