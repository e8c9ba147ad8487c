import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { useSession } from '../../../../components/features/session.ts'
import type { Crumb } from '../../../../components/ui/PageHeader.tsx'
import { query } from '../../../api.ts'
import { customerTax } from '../../invoices/_components/document-draft.ts'
import { QuoteForm } from '../_components/QuoteForm.tsx'
import { emptyQuote } from '../_components/quote-draft.ts'

/** `customerId` is whom the quote is for. */
const search = z.object({ customerId: z.uuid().optional().catch(undefined) })

export const Route = createFileRoute('/_dashboard/quotes/new')({
  validateSearch: search,
  loaderDeps: ({ search: { customerId } }) => ({ customerId }),
  loader: async ({ context: { queryClient }, deps: { customerId } }) => {
    if (customerId) await queryClient.ensureQueryData(customerOptions(customerId))
  },
  component: NewQuote,
})

const customerOptions = (id: string) => query.customers.show.queryOptions({ input: { customerId: id } })
const breadcrumbs: Crumb[] = [
  { label: 'Dashboard', to: '/' },
  { label: 'Quotes', to: '/quotes' },
]

function NewQuote() {
  const { customerId } = Route.useSearch()
  return customerId ? <ForCustomer key={customerId} id={customerId} /> : <Empty />
}

function Empty() {
  const { company } = useSession()
  const [initial] = useState(() => emptyQuote(company))
  return (
    <QuoteForm
      title="New Quote"
      breadcrumbs={breadcrumbs}
      quote={null}
      initial={initial}
      keptAs="new-quote"
    />
  )
}

function ForCustomer({ id }: { id: string }) {
  const { company } = useSession()
  const { data: customer } = useSuspenseQuery(customerOptions(id))
  const [initial] = useState(() => ({ ...emptyQuote(company), ...customerTax(customer, company) }))
  return (
    <QuoteForm
      title="New Quote"
      breadcrumbs={breadcrumbs}
      quote={null}
      initial={initial}
      keptAs={`new-quote-for-${id}`}
    />
  )
}
