import { Alert, SegmentedControl } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { InvoiceStatusBadges } from '../../../../components/features/StatusBadge.tsx'
import { useSession } from '../../../../components/features/session.ts'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { query } from '../../../api.ts'
import { AuditTrail } from '../_components/AuditTrail.tsx'
import type { ItemizationMode } from '../_components/draft.ts'
import { InternalNotes } from '../_components/InternalNotes.tsx'
import { InvoiceActions } from '../_components/InvoiceActions.tsx'
import { InvoiceCustomerPanel } from '../_components/InvoiceCustomerPanel.tsx'
import { InvoiceDocument } from '../_components/InvoiceDocument.tsx'
import { InvoiceSendSheet } from '../_components/InvoiceSendSheet.tsx'
import { PaymentLedger } from '../_components/PaymentLedger.tsx'
import { paperOf } from '../_components/paper.ts'
import { RecordPaymentSheet } from '../_components/RecordPaymentSheet.tsx'
import { VoidInvoiceDialog } from '../_components/VoidInvoiceDialog.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/invoices/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(invoiceOptions(params.id)),
  component: InvoicePage,
})

const invoiceOptions = (invoiceId: string) => query.invoices.show.queryOptions({ input: { invoiceId } })

function InvoicePage() {
  const { id } = Route.useParams()
  const { data: invoice } = useSuspenseQuery(invoiceOptions(id))
  return <InvoiceDetailView key={invoice.id} invoice={invoice} />
}

type Opened = 'send' | 'payment' | 'void' | null

/** P2: the paper in the middle, the money and what can be done beside it. */
function InvoiceDetailView({ invoice }: { invoice: Invoice }) {
  const [opened, setOpened] = useState<Opened>(null)
  const [mode, setMode] = useState(invoice.itemizationMode)
  const paper = usePaper(invoice)
  const close = () => setOpened(null)
  const openPayment = () => setOpened('payment')
  return (
    <>
      <PageHeader
        title={invoice.invoiceNumber}
        breadcrumbs={[
          { label: 'Dashboard', to: '/' },
          { label: 'Invoices', to: '/invoices' },
        ]}
        aside={<InvoiceStatusBadges invoice={invoice} />}
        actions={
          <InvoiceActions
            invoice={invoice}
            onSend={() => setOpened('send')}
            onRecordPayment={openPayment}
            onVoid={() => setOpened('void')}
          />
        }
      />
      {invoice.isVoid && (
        <Alert color="gray" variant="light" title="This invoice is void" mb="md" p="sm">
          {invoice.voidReason}
        </Alert>
      )}
      <div className={classes.detail}>
        <div className={classes.paper}>
          <InvoiceDocument paper={paper} shopName={useSession().company.name} mode={mode} />
          <SegmentedControl
            size="xs"
            aria-label="Itemization"
            className={classes.mode}
            data={modes}
            value={mode}
            onChange={setMode}
          />
        </div>
        <div className={classes.aside}>
          <PaymentLedger invoice={invoice} onRecordPayment={openPayment} />
          <InvoiceCustomerPanel invoice={invoice} />
          <InternalNotes invoice={invoice} />
          <AuditTrail invoiceId={invoice.id} />
        </div>
      </div>
      <InvoiceSendSheet opened={opened === 'send'} onClose={close} invoice={invoice} paper={paper} />
      <RecordPaymentSheet opened={opened === 'payment'} onClose={close} invoice={invoice} />
      <VoidInvoiceDialog opened={opened === 'void'} onClose={close} invoice={invoice} />
    </>
  )
}

const modes: { value: ItemizationMode; label: string }[] = [
  { value: 'itemized', label: 'Itemized' },
  { value: 'bundled', label: 'Bundled' },
]

/** The name stands in the invoice itself; how to reach the customer is read beside it. */
function usePaper(invoice: Invoice) {
  const { data } = useQuery(query.customers.show.queryOptions({ input: { customerId: invoice.customerId } }))
  return paperOf(invoice, {
    name: invoice.customerName,
    legalName: data?.legalName ?? null,
    email: data?.email ?? null,
    phone: data?.phone ?? null,
  })
}
