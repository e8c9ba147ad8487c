import { createFileRoute } from '@tanstack/react-router'
import { useSession } from '../../../../components/features/session.ts'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { CustomerForm } from '../_components/CustomerForm.tsx'
import { emptyCustomer } from '../_components/customer-draft.ts'

export const Route = createFileRoute('/_dashboard/customers/new')({ component: NewCustomer })

function NewCustomer() {
  const { company } = useSession()
  return (
    <>
      <PageHeader title="New Customer" breadcrumbs={[{ label: 'Customers', to: '/customers' }]} />
      <CustomerForm customer={null} initial={emptyCustomer(company.currency)} title="New Customer" />
    </>
  )
}
