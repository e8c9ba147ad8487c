import { useQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { z } from 'zod'
import { CustomerCombobox } from '../../../../components/features/CustomerCombobox.tsx'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { query } from '../../../api.ts'
import { ReceivePaymentForm } from '../_components/ReceivePaymentForm.tsx'

export const Route = createFileRoute('/_dashboard/payments/new')({
  validateSearch: z.object({ customerId: z.uuid().optional().catch(undefined) }),
  component: NewPayment,
})

/** One payment over any number of a customer's invoices: the cheque for fifteen of them. */
function NewPayment() {
  const { customerId } = Route.useSearch()
  const navigate = useNavigate()
  const customer = useQuery({
    ...query.customers.show.queryOptions({ input: { customerId: customerId ?? '' } }),
    enabled: customerId !== undefined,
  })
  return (
    <>
      <PageHeader title="Record Payment" breadcrumbs={[{ label: 'Payments', to: '/payments' }]} />
      <Panel title="Who paid">
        <CustomerCombobox
          value={customer.data ?? null}
          autoFocus={customerId === undefined}
          offersAll
          onChange={({ id }) => {
            void navigate({ to: '/payments/new', search: { customerId: id }, replace: true })
          }}
        />
      </Panel>
      {customer.error && <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />}
      {customer.data && <ReceivePaymentForm key={customer.data.id} customer={customer.data} />}
    </>
  )
}
