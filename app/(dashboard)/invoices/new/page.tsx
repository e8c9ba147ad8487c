import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { useSession } from '../../../../components/features/session.ts'
import { query } from '../../../api.ts'
import { customerDefaults, duplicateOf, emptyDraft } from '../_components/draft.ts'
import { InvoiceForm } from '../_components/InvoiceForm.tsx'

/** `from` is the invoice to duplicate, `customerId` whom to bill. */
const search = z.object({
  from: z.uuid().optional().catch(undefined),
  customerId: z.uuid().optional().catch(undefined),
})

export const Route = createFileRoute('/_dashboard/invoices/new')({
  validateSearch: search,
  loaderDeps: ({ search: { from, customerId } }) => ({ from, customerId }),
  loader: async ({ context: { queryClient }, deps: { from, customerId } }) => {
    if (from) await queryClient.ensureQueryData(invoiceOptions(from))
    else if (customerId) await queryClient.ensureQueryData(customerOptions(customerId))
  },
  component: NewInvoice,
})

const invoiceOptions = (id: string) => query.invoices.show.queryOptions({ input: { invoiceId: id } })
const customerOptions = (id: string) => query.customers.show.queryOptions({ input: { customerId: id } })
const breadcrumbs = [
  { label: 'Dashboard', to: '/' },
  { label: 'Invoices', to: '/invoices' },
] as const

/** P3, empty, for one customer, or as a duplicate. Each of them is a form of its own. */
function NewInvoice() {
  const { from, customerId } = Route.useSearch()
  if (from) return <Duplicate key={from} id={from} />
  if (customerId) return <ForCustomer key={customerId} id={customerId} />
  return <Empty />
}

function Empty() {
  const { company } = useSession()
  return (
    <InvoiceForm
      title="New Invoice"
      breadcrumbs={[...breadcrumbs]}
      invoice={null}
      initial={emptyDraft(company.taxRate)}
      keptAs="new"
    />
  )
}

function ForCustomer({ id }: { id: string }) {
  const { company } = useSession()
  const { data: customer } = useSuspenseQuery(customerOptions(id))
  return (
    <InvoiceForm
      title="New Invoice"
      breadcrumbs={[...breadcrumbs]}
      invoice={null}
      initial={{ ...emptyDraft(company.taxRate), ...customerDefaults(customer, company) }}
      keptAs={`new-for-${id}`}
    />
  )
}

function Duplicate({ id }: { id: string }) {
  const { data: original } = useSuspenseQuery(invoiceOptions(id))
  return (
    <InvoiceForm
      title="New Invoice"
      breadcrumbs={[...breadcrumbs, { label: original.invoiceNumber, to: '/invoices/$id', params: { id } }]}
      invoice={null}
      initial={duplicateOf(original)}
      keptAs={`duplicate-of-${id}`}
    />
  )
}
