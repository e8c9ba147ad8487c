import { SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import { paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import classes from './CustomerOverview.module.css'
import { RecentPayments } from './RecentPayments.tsx'

/** How to reach a customer, how they are billed, and what they paid lately. */
export function CustomerOverview({ customer }: { customer: Customer }) {
  const { email, phone, website } = customer
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Panel title="Details">
        <dl className={classes.facts}>
          <Fact label="Legal name">{customer.legalName}</Fact>
          <Fact label="E-mail">{email && <a href={`mailto:${email}`}>{email}</a>}</Fact>
          <Fact label="Phone">{phone && <a href={`tel:${phone}`}>{phone}</a>}</Fact>
          <Fact label="Website">
            {website && (
              <a href={website} target="_blank" rel="noreferrer">
                {website}
              </a>
            )}
          </Fact>
          <Fact label="Tax id">{customer.taxId}</Fact>
          <Fact label="Payment terms">
            {customer.paymentTerms && paymentTermsLabels[customer.paymentTerms]}
          </Fact>
          <Fact label="Currency">{customer.defaultCurrency}</Fact>
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
      <RecentPayments customer={customer} />
    </SimpleGrid>
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
