import { Button, Group } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { useSession } from '../../../../components/features/session.ts'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { type Crumb, PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { factsOf, quoteCan } from '../../../../invoicing/quotes/quote.ts'
import { query } from '../../../api.ts'
import { customerDefaults, draftFromQuote, duplicateOf, emptyDraft } from '../_components/draft.ts'
import { InvoiceForm } from '../_components/InvoiceForm.tsx'

/** `quoteId` is the accepted quote to invoice, `from` the invoice to duplicate, `customerId` whom to bill. */
const search = z.object({
  quoteId: z.uuid().optional().catch(undefined),
  from: z.uuid().optional().catch(undefined),
  customerId: z.uuid().optional().catch(undefined),
})

export const Route = createFileRoute('/_dashboard/invoices/new')({
  validateSearch: search,
  loaderDeps: ({ search: { quoteId, from, customerId } }) => ({ quoteId, from, customerId }),
  loader: async ({ context: { queryClient }, deps: { quoteId, from, customerId } }) => {
    if (quoteId) {
      // Read afresh: it may have been invoiced a moment ago.
      const quote = await queryClient.fetchQuery({ ...quoteOptions(quoteId), staleTime: 0 })
      await queryClient.ensureQueryData(customerOptions(quote.customerId))
    } else if (from) await queryClient.ensureQueryData(invoiceOptions(from))
    else if (customerId) await queryClient.ensureQueryData(customerOptions(customerId))
  },
  component: NewInvoice,
})

const quoteOptions = (id: string) => query.quotes.show.queryOptions({ input: { quoteId: id } })
const invoiceOptions = (id: string) => query.invoices.show.queryOptions({ input: { invoiceId: id } })
const customerOptions = (id: string) => query.customers.show.queryOptions({ input: { customerId: id } })
const breadcrumbs = [
  { label: 'Dashboard', to: '/' },
  { label: 'Invoices', to: '/invoices' },
] as const

/** P3: of a quote, empty, for one customer, or as a duplicate. Each of them is a form of its own. */
function NewInvoice() {
  const { quoteId, from, customerId } = Route.useSearch()
  if (quoteId) return <OfQuote key={quoteId} id={quoteId} />
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

/** C: N41. A quote that cannot be invoiced says why, and where to go. */
function OfQuote({ id }: { id: string }) {
  const { company } = useSession()
  const { data: quote } = useSuspenseQuery(quoteOptions(id))
  const { data: customer } = useSuspenseQuery(customerOptions(quote.customerId))
  // What the form began with stays while it is open, whatever is read again.
  const [initial] = useState(() => draftFromQuote(quote, customer, company))
  const [can] = useState(() => quoteCan(factsOf(quote)).invoice)
  const crumbs: Crumb[] = [
    { label: 'Dashboard', to: '/' },
    { label: 'Quotes', to: '/quotes' },
    { label: quote.quoteNumber, to: '/quotes/$id', params: { id } },
  ]
  if (!can.allowed) {
    return (
      <>
        <PageHeader title="New Invoice" breadcrumbs={crumbs} />
        <EmptyState
          title={`${quote.quoteNumber}: ${can.why}`}
          action={
            <Group justify="center" gap="xs">
              {quote.invoice && <OpenInvoice invoice={quote.invoice} />}
              <Button
                variant="default"
                renderRoot={(props) => <Link to="/quotes/$id" params={{ id }} {...props} />}
              >
                Back to {quote.quoteNumber}
              </Button>
            </Group>
          }
        />
      </>
    )
  }
  return (
    <InvoiceForm
      title="New Invoice"
      breadcrumbs={crumbs}
      invoice={null}
      initial={initial}
      quote={quote}
      keptAs={`new-from-quote-${id}`}
    />
  )
}

function OpenInvoice({ invoice: { id, invoiceNumber } }: { invoice: { id: string; invoiceNumber: string } }) {
  return (
    <Button renderRoot={(props) => <Link to="/invoices/$id" params={{ id }} {...props} />}>
      Open {invoiceNumber}
    </Button>
  )
}
