import { Button } from '@mantine/core'
import { createFileRoute, Link } from '@tanstack/react-router'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import { PageHeader } from '../../../../../components/ui/PageHeader.tsx'
import type { Invoice } from '../../../../../contract/invoices.ts'
import { invoiceCan } from '../../../../../invoicing/invoices/invoice.ts'
import { query } from '../../../../api.ts'
import { draftOf } from '../../_components/draft.ts'
import { InvoiceForm } from '../../_components/InvoiceForm.tsx'
import type { SourceQuote } from '../../_components/SourceSection.tsx'

export const Route = createFileRoute('/_dashboard/invoices/$id/edit')({
  // Always read afresh: what is edited here must be the version that stands.
  loader: ({ context, params }) =>
    context.queryClient.fetchQuery({
      ...query.invoices.show.queryOptions({ input: { invoiceId: params.id } }),
      staleTime: 0,
    }),
  preload: false,
  component: EditInvoice,
})

/** P4: a draft, in the form of P3. */
function EditInvoice() {
  const invoice = Route.useLoaderData()
  const { edit } = invoiceCan(invoice)
  const breadcrumbs = [
    { label: 'Dashboard', to: '/' as const },
    { label: 'Invoices', to: '/invoices' as const },
    { label: invoice.invoiceNumber, to: '/invoices/$id' as const, params: { id: invoice.id } },
  ]
  const title = `Edit Invoice ${invoice.invoiceNumber}`
  if (!edit.allowed) {
    return (
      <>
        <PageHeader title={title} breadcrumbs={breadcrumbs} />
        <EmptyState
          title={edit.why}
          action={
            <Button
              renderRoot={(props) => <Link to="/invoices/$id" params={{ id: invoice.id }} {...props} />}
              variant="default"
            >
              Back to {invoice.invoiceNumber}
            </Button>
          }
        />
      </>
    )
  }
  return (
    <InvoiceForm
      key={invoice.id}
      title={title}
      breadcrumbs={breadcrumbs}
      invoice={invoice}
      initial={draftOf(invoice)}
      quote={sourceOf(invoice)}
      keptAs={invoice.id}
    />
  )
}

function sourceOf({ pricingSnapshot }: Invoice): SourceQuote | undefined {
  if (!pricingSnapshot) return undefined
  const { quoteId, quoteNumber, revision, total } = pricingSnapshot
  return { id: quoteId, quoteNumber, revision, total }
}
