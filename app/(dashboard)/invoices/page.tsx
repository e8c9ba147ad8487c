import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { z } from 'zod'
import { notAllowed, useMay } from '../../../components/features/session.ts'
import { PageHeader } from '../../../components/ui/PageHeader.tsx'
import { ViewTabs } from '../../../components/ui/ViewTabs.tsx'
import { invoiceSorts, invoiceViewLabels, invoiceViews } from '../../../contract/invoices.ts'
import { isCivilDate } from '../../../invoicing/calendar/calendar.ts'
import { query } from '../../api.ts'
import { DueDays } from './_components/DueDays.tsx'
import { InvoiceStatsBar } from './_components/InvoiceStatsBar.tsx'
import { InvoicesDataTable } from './_components/InvoicesDataTable.tsx'

// Only who may not draft sees a closed button, and what explains it.
const ClosedButton = lazy(async () => ({
  default: (await import('../../../components/ui/ClosedButton.tsx')).ClosedButton,
}))

const day = z.string().refine(isCivilDate).optional().catch(undefined)

/** Everything that decides what the list shows stands in its address, so that it can be shared and gone back to. */
const search = z.object({
  view: z.enum(invoiceViews).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  sort: z.enum(invoiceSorts).optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
  dueFrom: day,
  dueTo: day,
})

export const Route = createFileRoute('/_dashboard/invoices')({ validateSearch: search, component: Invoices })

/** P1: who owes what, at a glance, and the way to every invoice. */
function Invoices() {
  const { view = 'all', q = '', sort, direction, dueFrom, dueTo } = Route.useSearch()
  const { data: stats } = useQuery(query.invoices.stats.queryOptions({ input: {} }))
  const navigate = Route.useNavigate()
  const show = (change: z.infer<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
  return (
    <>
      <PageHeader
        title="Invoices"
        actions={
          <>
            <Button variant="default" component={Link} to="/payments">
              Payments
            </Button>
            <NewInvoice />
          </>
        }
      />
      <InvoiceStatsBar />
      <ViewTabs
        view={view}
        labels={invoiceViewLabels}
        counts={stats?.viewCounts}
        onView={(next) =>
          show({ view: next === 'all' ? undefined : next, sort: undefined, direction: undefined })
        }
        search={{
          label: 'Search invoices',
          placeholder: 'Invoice # or customer',
          q,
          onSearch: (text) => show({ q: text || undefined }),
        }}
      >
        {(dueFrom || dueTo) && (
          <DueDays from={dueFrom} to={dueTo} onClear={() => show({ dueFrom: undefined, dueTo: undefined })} />
        )}
        <InvoicesDataTable
          view={view}
          q={q}
          due={{ from: dueFrom, to: dueTo }}
          sort={sort && { by: sort, direction: direction ?? 'asc' }}
          onSort={(next) => show({ sort: next.by, direction: next.direction })}
          onReset={() => show({ view: undefined, q: undefined, dueFrom: undefined, dueTo: undefined })}
        />
      </ViewTabs>
    </>
  )
}

function NewInvoice() {
  const mayWrite = useMay('accounting.invoices.write')
  const icon = <IconPlus size={16} aria-hidden />
  return mayWrite ? (
    <Button component={Link} to="/invoices/new" leftSection={icon}>
      New Invoice
    </Button>
  ) : (
    <Suspense fallback={null}>
      <ClosedButton why={notAllowed} onClick={() => undefined} leftSection={icon}>
        New Invoice
      </ClosedButton>
    </Suspense>
  )
}
