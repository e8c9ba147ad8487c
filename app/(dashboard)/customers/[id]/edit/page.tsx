import { createFileRoute } from '@tanstack/react-router'
import { PageHeader } from '../../../../../components/ui/PageHeader.tsx'
import { query } from '../../../../api.ts'
import { CustomerForm } from '../../_components/CustomerForm.tsx'
import { customerDraftOf } from '../../_components/customer-draft.ts'

export const Route = createFileRoute('/_dashboard/customers/$id/edit')({
  // Always read afresh: what is edited here must be the version that stands.
  loader: ({ context, params }) =>
    context.queryClient.fetchQuery({
      ...query.customers.show.queryOptions({ input: { customerId: params.id } }),
      staleTime: 0,
    }),
  preload: false,
  component: EditCustomer,
})

function EditCustomer() {
  const customer = Route.useLoaderData()
  const title = `Edit ${customer.name}`
  return (
    <>
      <PageHeader
        title={title}
        breadcrumbs={[
          { label: 'Customers', to: '/customers' },
          { label: customer.name, to: '/customers/$id', params: { id: customer.id } },
        ]}
      />
      <CustomerForm key={customer.id} customer={customer} initial={customerDraftOf(customer)} title={title} />
    </>
  )
}
