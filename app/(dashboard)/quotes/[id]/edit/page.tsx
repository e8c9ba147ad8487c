import { Button } from '@mantine/core'
import { createFileRoute, Link } from '@tanstack/react-router'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import { type Crumb, PageHeader } from '../../../../../components/ui/PageHeader.tsx'
import { factsOf, quoteCan, versionMark } from '../../../../../invoicing/quotes/quote.ts'
import { query } from '../../../../api.ts'
import { QuoteForm } from '../../_components/QuoteForm.tsx'
import { quoteDraftOf } from '../../_components/quote-draft.ts'

export const Route = createFileRoute('/_dashboard/quotes/$id/edit')({
  // Always read afresh: what is edited here must be the version that stands.
  loader: ({ context, params }) =>
    context.queryClient.fetchQuery({
      ...query.quotes.show.queryOptions({ input: { quoteId: params.id } }),
      staleTime: 0,
    }),
  preload: false,
  component: EditQuote,
})

function EditQuote() {
  const quote = Route.useLoaderData()
  const { edit } = quoteCan(factsOf(quote))
  const name = `${quote.quoteNumber}${versionMark(quote.revision)}`
  const breadcrumbs: Crumb[] = [
    { label: 'Dashboard', to: '/' },
    { label: 'Quotes', to: '/quotes' },
    { label: name, to: '/quotes/$id', params: { id: quote.id } },
  ]
  const title = `Edit Quote ${name}`
  if (!edit.allowed) {
    return (
      <>
        <PageHeader title={title} breadcrumbs={breadcrumbs} />
        <EmptyState
          title={edit.why}
          action={
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/quotes/$id" params={{ id: quote.id }} {...props} />}
            >
              Back to {name}
            </Button>
          }
        />
      </>
    )
  }
  return (
    <QuoteForm
      key={quote.id}
      title={title}
      breadcrumbs={breadcrumbs}
      quote={quote}
      initial={quoteDraftOf(quote)}
      keptAs={`quote-${quote.id}`}
    />
  )
}
