import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { createFileRoute, Link } from '@tanstack/react-router'
import { z } from 'zod'
import { notAllowed, useMay } from '../../../components/features/session.ts'
import { ClosedButton } from '../../../components/ui/ClosedButton.tsx'
import { PageHeader } from '../../../components/ui/PageHeader.tsx'
import { invoiceSorts, invoiceViews } from '../../../contract/invoices.ts'
import { InvoiceStatsBar } from './_components/InvoiceStatsBar.tsx'
import { InvoicesDataTable } from './_components/InvoicesDataTable.tsx'
import { InvoicesToolbar } from './_components/InvoicesToolbar.tsx'

/** Everything that decides what the list shows stands in its address, so that it can be shared and gone back to. */
const search = z.object({
  view: z.enum(invoiceViews).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  sort: z.enum(invoiceSorts).optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
})

export const Route = createFileRoute('/_dashboard/invoices')({ validateSearch: search, component: Invoices })

/** P1: who owes what, at a glance, and the way to every invoice. */
function Invoices() {
  const { view = 'all', q = '', sort, direction } = Route.useSearch()
  const navigate = Route.useNavigate()
  const show = (change: z.infer<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
  return (
    <>
      <PageHeader title="Invoices" actions={<NewInvoice />} />
      <InvoiceStatsBar />
      <InvoicesToolbar
        view={view}
        q={q}
        onView={(next) =>
          show({ view: next === 'all' ? undefined : next, sort: undefined, direction: undefined })
        }
        onSearch={(text) => show({ q: text || undefined })}
      >
        <InvoicesDataTable
          view={view}
          q={q}
          sort={sort && { by: sort, direction: direction ?? 'asc' }}
          onSort={(next) => show({ sort: next.by, direction: next.direction })}
          onReset={() => show({ view: undefined, q: undefined })}
        />
      </InvoicesToolbar>
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
    <ClosedButton why={notAllowed} onClick={() => undefined} leftSection={icon}>
      New Invoice
    </ClosedButton>
  )
}
