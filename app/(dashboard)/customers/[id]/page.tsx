import { Tabs } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { z } from 'zod'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { LinkOrClosed } from '../../../../components/ui/LinkOrClosed.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { type Customer, customerStatusLabels } from '../../../../contract/customers.ts'
import { query } from '../../../api.ts'
import { CustomerInvoices } from '../_components/CustomerInvoices.tsx'
import { CustomerOverview } from '../_components/CustomerOverview.tsx'
import { CustomerStanding } from '../_components/CustomerStanding.tsx'
import { CustomerStatusText } from '../_components/CustomerStatusText.tsx'
import { ActivityTab } from './_components/ActivityTab.tsx'
import { AddressesTab } from './_components/AddressesTab.tsx'
import { CommunicationsTab } from './_components/CommunicationsTab.tsx'
import { ContactsTab } from './_components/ContactsTab.tsx'
import { CreditTab } from './_components/CreditTab.tsx'
import { StatementsTab } from './_components/StatementsTab.tsx'
import { StatusNotice } from './_components/StatusNotice.tsx'
import classes from './page.module.css'

const tabs = [
  'overview',
  'activity',
  'invoices',
  'contacts',
  'addresses',
  'credit',
  'statements',
  'communications',
] as const
type Tab = (typeof tabs)[number]

const tabLabels: Record<Tab, string> = {
  overview: 'Overview',
  activity: 'Activity',
  invoices: 'Invoices',
  contacts: 'Contacts',
  addresses: 'Addresses',
  credit: 'Credit',
  statements: 'Statements',
  communications: 'Communications',
}

const content: Record<Tab, (props: { customer: Customer }) => ReactNode> = {
  overview: CustomerOverview,
  activity: ActivityTab,
  invoices: CustomerInvoices,
  contacts: ContactsTab,
  addresses: AddressesTab,
  credit: CreditTab,
  statements: StatementsTab,
  communications: CommunicationsTab,
}

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
  const Content = content[tab]
  const list = useRef<HTMLDivElement>(null)
  // On a phone the tabs scroll sideways, and the one that is open may stand outside.
  useEffect(() => {
    const open = list.current?.querySelector(`[role=tab][id$="-${tab}"]`)
    open?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [tab])
  const show = (next: string | null) =>
    void navigate({
      search: { tab: tabs.find((known) => known === next && known !== 'overview') },
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
        aside={<CustomerStatusText status={customer.status} />}
        description={customer.customerNumber}
        actions={<CustomerActions customer={customer} />}
      />
      <StatusNotice customer={customer} />
      <CustomerStanding customer={customer} />
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List ref={list} mb="md" className={classes.tabs}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {tabLabels[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Content customer={customer} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

function CustomerActions({ customer }: { customer: Customer }) {
  const { id, name, status } = customer
  const mayEdit = useMay('accounting.customers.write')
  const mayBill = useMay('accounting.invoices.write')
  const mayQuote = useMay('accounting.quotes.write')
  const closed =
    status === 'active'
      ? undefined
      : `${name} is ${customerStatusLabels[status].toLowerCase()}: no new quotes or invoices.`
  const whyNot = (may: boolean) => closed ?? (may ? undefined : notAllowed)
  const plus = <IconPlus size={16} aria-hidden />
  return (
    <>
      <LinkOrClosed
        why={mayEdit ? undefined : notAllowed}
        label="Edit"
        icon={<IconPencil size={16} aria-hidden />}
        link={(props) => <Link to="/customers/$id/edit" params={{ id }} {...props} />}
      />
      <LinkOrClosed
        why={whyNot(mayQuote)}
        label="New Quote"
        icon={plus}
        link={(props) => <Link to="/quotes/new" search={{ customerId: id }} {...props} />}
      />
      <LinkOrClosed
        variant="filled"
        why={whyNot(mayBill)}
        label="New Invoice"
        icon={plus}
        link={(props) => <Link to="/invoices/new" search={{ customerId: id }} {...props} />}
      />
    </>
  )
}
