import { Alert, Anchor, SegmentedControl } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { QuoteStatusBadge } from '../../../../components/features/QuoteStatusBadge.tsx'
import { useSession } from '../../../../components/features/session.ts'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Quote, QuoteRevision } from '../../../../contract/quotes.ts'
import { versionMark } from '../../../../invoicing/quotes/quote.ts'
import { query } from '../../../api.ts'
import { InvoiceDocument, type PaperView } from '../../invoices/_components/InvoiceDocument.tsx'
import classes from '../../invoices/[id]/page.module.css'
import { DeclineQuoteDialog } from '../_components/DeclineQuoteDialog.tsx'
import { DepositsPanel } from '../_components/DepositsPanel.tsx'
import { QuoteActions } from '../_components/QuoteActions.tsx'
import { QuoteFactsPanel } from '../_components/QuoteFactsPanel.tsx'
import { QuoteFollowUps } from '../_components/QuoteFollowUps.tsx'
import { QuoteNotes } from '../_components/QuoteNotes.tsx'
import { QuoteVersions } from '../_components/QuoteVersions.tsx'
import { quotePaperOf } from '../_components/quote-paper.ts'
import { SendQuoteDialog } from '../_components/SendQuoteDialog.tsx'

/** `version` is an earlier version; the one that stands when left out. */
const search = z.object({ version: z.number().int().min(1).optional().catch(undefined) })

export const Route = createFileRoute('/_dashboard/quotes/$id')({
  validateSearch: search,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(quoteOptions(params.id)),
  component: QuotePage,
})

const quoteOptions = (quoteId: string) => query.quotes.show.queryOptions({ input: { quoteId } })

function QuotePage() {
  const { id } = Route.useParams()
  const { version } = Route.useSearch()
  const { data: quote } = useSuspenseQuery(quoteOptions(id))
  const isEarlier = version !== undefined && version < quote.revision
  return isEarlier ? (
    <EarlierVersion key={version} quote={quote} version={version} />
  ) : (
    <QuoteDetail key={quote.id} quote={quote} />
  )
}

const breadcrumbs = [
  { label: 'Dashboard', to: '/' },
  { label: 'Quotes', to: '/quotes' },
] as const

/** The paper in the middle, what can be done and what came of it beside it. */
function QuoteDetail({ quote }: { quote: Quote }) {
  const [opened, setOpened] = useState<'send' | 'decline' | null>(null)
  const close = () => setOpened(null)
  return (
    <>
      <PageHeader
        title={`${quote.quoteNumber}${versionMark(quote.revision)}`}
        breadcrumbs={[...breadcrumbs]}
        aside={<QuoteStatusBadge quote={quote} />}
        actions={
          <QuoteActions
            quote={quote}
            onSend={() => setOpened('send')}
            onDecline={() => setOpened('decline')}
          />
        }
      />
      {quote.status === 'declined' && (
        <Alert color="gray" variant="light" title="This quote was declined" mb="md" p="sm">
          {quote.declineReason ?? 'Without a reason.'}
        </Alert>
      )}
      <div className={classes.detail}>
        <QuotePaper quote={quote} />
        <div className={classes.aside}>
          <QuoteFactsPanel quote={quote} />
          <QuoteFollowUps quote={quote} />
          <DepositsPanel quote={quote} />
          <QuoteVersions quote={quote} shown={quote.revision} />
          <QuoteNotes quote={quote} />
        </div>
      </div>
      <SendQuoteDialog opened={opened === 'send'} onClose={close} quote={quote} />
      <DeclineQuoteDialog opened={opened === 'decline'} onClose={close} quote={quote} />
    </>
  )
}

/** An earlier version, as it was sent; nothing can be done with it but read it. */
function EarlierVersion({ quote, version }: { quote: Quote; version: number }) {
  const kept = useQuery(
    query.quotes.showRevision.queryOptions({ input: { quoteId: quote.id, revision: version } }),
  )
  return (
    <>
      <PageHeader
        title={`${quote.quoteNumber}, version ${version}`}
        breadcrumbs={[
          ...breadcrumbs,
          {
            label: `${quote.quoteNumber}${versionMark(quote.revision)}`,
            to: '/quotes/$id',
            params: { id: quote.id },
          },
        ]}
        aside={kept.data && <QuoteStatusBadge quote={kept.data} />}
      />
      <Alert color="gray" variant="light" mb="md" p="sm">
        This is an earlier version, as it was sent. It was revised since.{' '}
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/quotes/$id" params={{ id: quote.id }} {...props} />}
        >
          Show version {quote.revision}
        </Anchor>
      </Alert>
      <RefusalAlert error={kept.error} />
      <div className={classes.detail}>
        {kept.data ? <QuotePaper quote={kept.data} /> : <div />}
        <div className={classes.aside}>
          <QuoteVersions quote={quote} shown={version} />
        </div>
      </div>
    </>
  )
}

const modes: { value: PaperView; label: string }[] = [
  { value: 'itemized', label: 'Itemized' },
  { value: 'bundled', label: 'Bundled' },
]

function QuotePaper({ quote }: { quote: QuoteRevision }) {
  const { company } = useSession()
  const [mode, setMode] = useState<PaperView>(quote.itemizationMode)
  return (
    <div className={classes.paper}>
      <InvoiceDocument paper={quotePaperOf(quote)} shopName={company.name} mode={mode} />
      <SegmentedControl
        size="xs"
        aria-label="Itemization"
        className={classes.mode}
        data={modes}
        value={mode}
        onChange={setMode}
      />
    </div>
  )
}
