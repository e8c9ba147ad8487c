import { Alert, SegmentedControl } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { InvoiceStatusBadges } from '../../../../components/features/StatusBadge.tsx'
import { useSession } from '../../../../components/features/session.ts'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { query } from '../../../api.ts'
import { AuditTrail } from '../_components/AuditTrail.tsx'
import { CreateCreditMemoModal } from '../_components/CreateCreditMemoModal.tsx'
import { CreditsPanel } from '../_components/CreditsPanel.tsx'
import { InternalNotes } from '../_components/InternalNotes.tsx'
import { InvoiceActions } from '../_components/InvoiceActions.tsx'
import { InvoiceCustomerPanel } from '../_components/InvoiceCustomerPanel.tsx'
import { InvoiceDocument, type PaperView } from '../_components/InvoiceDocument.tsx'
import { InvoiceNotes } from '../_components/InvoiceNotes.tsx'
import { InvoiceSendSheet } from '../_components/InvoiceSendSheet.tsx'
import { InvoiceSource } from '../_components/InvoiceSource.tsx'
import { PaymentLedger } from '../_components/PaymentLedger.tsx'
import { paperOf } from '../_components/paper.ts'
import { RecordPaymentSheet } from '../_components/RecordPaymentSheet.tsx'
import { ReminderTimeline } from '../_components/ReminderTimeline.tsx'
import { SendReminderModal } from '../_components/SendReminderModal.tsx'
import { VoidInvoiceDialog } from '../_components/VoidInvoiceDialog.tsx'
import { WriteOffDialog } from '../_components/WriteOffDialog.tsx'
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

type Opened = 'send' | 'payment' | 'remind' | 'credit' | 'writeOff' | 'void' | null

/** P2: the paper in the middle, the money and what can be done beside it. */
function InvoiceDetailView({ invoice }: { invoice: Invoice }) {
  const [opened, setOpened] = useState<Opened>(null)
  const [mode, setMode] = useState<PaperView>(invoice.itemizationMode)
  const paper = paperOf(invoice)
  const close = () => setOpened(null)
  const openPayment = () => setOpened('payment')
  const openReminder = () => setOpened('remind')
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
            onCredit={() => setOpened('credit')}
            onWriteOff={() => setOpened('writeOff')}
            onRemind={openReminder}
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
          <CreditsPanel invoice={invoice} />
          <InvoiceCustomerPanel invoice={invoice} />
          <InvoiceSource invoice={invoice} />
          <ReminderTimeline invoice={invoice} onRemind={openReminder} />
          <InternalNotes invoice={invoice} />
          <InvoiceNotes invoiceId={invoice.id} />
          <AuditTrail invoiceId={invoice.id} />
        </div>
      </div>
      <InvoiceSendSheet opened={opened === 'send'} onClose={close} invoice={invoice} paper={paper} />
      <RecordPaymentSheet opened={opened === 'payment'} onClose={close} invoice={invoice} />
      <CreateCreditMemoModal opened={opened === 'credit'} onClose={close} invoice={invoice} />
      <WriteOffDialog opened={opened === 'writeOff'} onClose={close} invoice={invoice} />
      <SendReminderModal opened={opened === 'remind'} onClose={close} invoice={invoice} />
      <VoidInvoiceDialog opened={opened === 'void'} onClose={close} invoice={invoice} />
    </>
  )
}

const modes: { value: PaperView; label: string }[] = [
  { value: 'itemized', label: 'Itemized' },
  { value: 'bundled', label: 'Bundled' },
  { value: 'production', label: 'Production' },
]
