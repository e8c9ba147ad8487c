import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { PhoneLink } from '../../../../components/features/PhoneLink.tsx'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { useToday } from '../../../../components/features/session.ts'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { type Customer, customerTierLabels } from '../../../../contract/customers.ts'
import { paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import { addressLines } from '../../../../invoicing/addresses/envelope.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { StatusPanel } from '../[id]/_components/StatusPanel.tsx'
import { CustomerGroups } from './CustomerGroups.tsx'
import classes from './CustomerOverview.module.css'
import { RecentPayments } from './RecentPayments.tsx'

/** How to reach a customer, how they are billed, and what they paid lately. */
export function CustomerOverview({ customer }: { customer: Customer }) {
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <Details customer={customer} />
        <Billing customer={customer} />
      </div>
      <div className={classes.column}>
        <RecentPayments customer={customer} />
        <CustomerGroups customer={customer} />
        <StatusPanel customer={customer} />
      </div>
    </div>
  )
}

function Details({ customer }: { customer: Customer }) {
  const { email, phone, website } = customer
  return (
    <Panel title="Details">
      <dl className={classes.facts}>
        <Fact label="Legal name">{customer.legalName}</Fact>
        <Fact label="E-mail">{email && <a href={`mailto:${email}`}>{email}</a>}</Fact>
        <Fact label="Phone">{phone && <PhoneLink phone={phone} />}</Fact>
        <Fact label="Website">
          {website && (
            <a href={website} target="_blank" rel="noreferrer">
              {website}
            </a>
          )}
        </Fact>
        <Fact label="Tax id">{customer.taxId}</Fact>
        <Fact label="Customer since">
          <InstantText instant={customer.createdAt} />
        </Fact>
      </dl>
      {customer.notes && (
        <Text size="sm" mt="sm" className={classes.notes}>
          {customer.notes}
        </Text>
      )}
    </Panel>
  )
}

function Billing({ customer }: { customer: Customer }) {
  const { billingContact, billingAddress, tier, contractDepositPercent } = customer
  return (
    <Panel title="Billing">
      <dl className={classes.facts}>
        <Fact label="Billing contact">
          {billingContact && (
            <>
              {billingContact.name} · <a href={`mailto:${billingContact.email}`}>{billingContact.email}</a>
            </>
          )}
        </Fact>
        <Fact label="Billing address">{billingAddress && addressLines(billingAddress).join(', ')}</Fact>
        <Fact label="Payment terms">
          {customer.paymentTerms && paymentTermsLabels[customer.paymentTerms]}
        </Fact>
        <Fact label="Currency">{customer.defaultCurrency}</Fact>
        <Fact label="Tier">
          {customerTierLabels[tier]}
          {contractDepositPercent !== null && `, ${contractDepositPercent}% deposit agreed`}
        </Fact>
        <Fact label="Sales tax">
          <TaxExemption customer={customer} />
        </Fact>
      </dl>
    </Panel>
  )
}

function TaxExemption({ customer }: { customer: Customer }) {
  const today = useToday()
  const { taxExempt, taxExemptionCertificate, taxExemptionState, taxExemptionExpiresOn } = customer
  if (!taxExempt) return 'Charged'
  const facts = [taxExemptionCertificate && `certificate ${taxExemptionCertificate}`, taxExemptionState]
  const known = facts.filter(Boolean).join(', ')
  const isExpired = taxExemptionExpiresOn !== null && taxExemptionExpiresOn < today
  return (
    <>
      {known ? `Exempt: ${known}` : 'Exempt'}
      {taxExemptionExpiresOn && (
        <span className={classes.expiry} data-expired={isExpired || undefined}>
          {isExpired ? 'Expired on ' : 'Until '}
          {formatDate(taxExemptionExpiresOn)}
          {isExpired && ': tax is charged again'}
        </span>
      )}
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children || '–'}</dd>
    </div>
  )
}
