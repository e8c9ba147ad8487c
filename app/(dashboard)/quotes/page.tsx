import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { createFileRoute, Link } from '@tanstack/react-router'
import { z } from 'zod'
import { notAllowed, useMay } from '../../../components/features/session.ts'
import { ClosedButton } from '../../../components/ui/ClosedButton.tsx'
import { PageHeader } from '../../../components/ui/PageHeader.tsx'
import { ViewTabs } from '../../../components/ui/ViewTabs.tsx'
import { quoteSorts, quoteViewLabels, quoteViews } from '../../../contract/quotes.ts'
import { QuotesDataTable } from './_components/QuotesDataTable.tsx'

/** Everything that decides what the list shows stands in its address. */
const search = z.object({
  view: z.enum(quoteViews).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  sort: z.enum(quoteSorts).optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
})

export const Route = createFileRoute('/_dashboard/quotes')({ validateSearch: search, component: Quotes })

/** What was offered, what was answered, and what waits to be invoiced. */
function Quotes() {
  const { view = 'all', q = '', sort, direction } = Route.useSearch()
  const navigate = Route.useNavigate()
  const show = (change: z.infer<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
  return (
    <>
      <PageHeader title="Quotes" actions={<NewQuote />} />
      <ViewTabs
        view={view}
        labels={quoteViewLabels}
        onView={(next) =>
          show({ view: next === 'all' ? undefined : next, sort: undefined, direction: undefined })
        }
        search={{
          label: 'Search quotes',
          placeholder: 'Quote #, title or customer',
          q,
          onSearch: (text) => show({ q: text || undefined }),
        }}
      >
        <QuotesDataTable
          view={view}
          q={q}
          sort={sort && { by: sort, direction: direction ?? 'asc' }}
          onSort={(next) => show({ sort: next.by, direction: next.direction })}
          onReset={() => show({ view: undefined, q: undefined })}
        />
      </ViewTabs>
    </>
  )
}

function NewQuote() {
  const mayWrite = useMay('accounting.quotes.write')
  const icon = <IconPlus size={16} aria-hidden />
  return mayWrite ? (
    <Button component={Link} to="/quotes/new" leftSection={icon}>
      New Quote
    </Button>
  ) : (
    <ClosedButton why={notAllowed} onClick={() => undefined} leftSection={icon}>
      New Quote
    </ClosedButton>
  )
}
