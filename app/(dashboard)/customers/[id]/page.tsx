import { Button, Tabs } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { z } from 'zod'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { type Customer, customerStatusLabels } from '../../../../contract/customers.ts'
import { query } from '../../../api.ts'
import { CustomerInvoices } from '../_components/CustomerInvoices.tsx'
import { CustomerOverview } from '../_components/CustomerOverview.tsx'
import { CustomerStanding } from '../_components/CustomerStanding.tsx'
import { CustomerStatusText } from '../_components/CustomerStatusText.tsx'

const tabs = ['overview', 'invoices'] as const
const tabLabels: Record<(typeof tabs)[number], string> = { overview: 'Overview', invoices: 'Invoices' }

export const Route = createFileRoute('/_dashboard/customers/$id')({
  validateSearch: z.object({ tab: z.enum(tabs).optional().catch(undefined) }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(customerOptions(params.id)),
  component: CustomerPage,
})

const customerOptions = (customerId: string) => query.customers.show.queryOptions({ input: { customerId } })

/** One customer: how they stand with the shop, first of all. */
function CustomerPage() {
  const { id } = Route.useParams()
  const { tab = 'overview' } = Route.useSearch()
  const navigate = Route.useNavigate()
  const { data: customer } = useSuspenseQuery(customerOptions(id))
  const show = (next: string | null) =>
    void navigate({
      search: { tab: next === 'invoices' ? next : undefined },
      replace: true,
      resetScroll: false,
    })
  return (
    <>
      <PageHeader
        title={customer.name}
        breadcrumbs={[
          { label: 'Dashboard', to: '/' },
          { label: 'Customers', to: '/customers' },
        ]}
        aside={customer.status !== 'active' && <CustomerStatusText status={customer.status} />}
        description={customer.customerNumber}
        actions={<CustomerActions customer={customer} />}
      />
      <CustomerStanding customer={customer} />
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {tabLabels[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <CustomerOverview customer={customer} />
        </Tabs.Panel>
        <Tabs.Panel value="invoices">
          <CustomerInvoices customer={customer} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

function CustomerActions({ customer }: { customer: Customer }) {
  const { id, name, status } = customer
  const mayEdit = useMay('accounting.customers.write')
  const mayBill = useMay('accounting.invoices.write')
  const whyNoInvoice =
    status === 'active'
      ? mayBill
        ? undefined
        : notAllowed
      : `${name} is ${customerStatusLabels[status].toLowerCase()}: no new invoices.`
  const plus = <IconPlus size={16} aria-hidden />
  return (
    <>
      {mayEdit ? (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/customers/$id/edit" params={{ id }} {...props} />}
        >
          Edit
        </Button>
      ) : (
        <ClosedButton variant="default" why={notAllowed} onClick={() => undefined}>
          Edit
        </ClosedButton>
      )}
      {whyNoInvoice === undefined ? (
        <Button
          leftSection={plus}
          renderRoot={(props) => <Link to="/invoices/new" search={{ customerId: id }} {...props} />}
        >
          New Invoice
        </Button>
      ) : (
        <ClosedButton why={whyNoInvoice} leftSection={plus} onClick={() => undefined}>
          New Invoice
        </ClosedButton>
      )}
    </>
  )
}
