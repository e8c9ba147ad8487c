import { Anchor } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link, useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { type Crumb, PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { useFocusInvalid } from '../../../../components/ui/use-focus-invalid.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { CustomerSection } from './CustomerSection.tsx'
import { creditLeftCents } from './credit-left.ts'
import { DepositSection } from './DepositSection.tsx'
import type { Draft } from './draft.ts'
import { FormBar } from './FormBar.tsx'
import { FormProblems, RestoredNotice } from './FormNotices.tsx'
import { FormReviewSheet } from './FormReviewSheet.tsx'
import classes from './InvoiceForm.module.css'
import { InvoicePricingSummary } from './InvoicePricingSummary.tsx'
import { InvoiceRefusal } from './InvoiceRefusal.tsx'
import { LeaveDialog } from './LeaveDialog.tsx'
import { AdditionalChargesSection, LineItemsSection } from './LineItemsSection.tsx'
import { NotesSection } from './NotesSection.tsx'
import { PaymentTermsSection } from './PaymentTermsSection.tsx'
import { SentMeanwhileAlert } from './SentMeanwhileAlert.tsx'
import { type SourceQuote, SourceSection } from './SourceSection.tsx'
import { StaleDraftAlert } from './StaleDraftAlert.tsx'
import { sentText } from './sent-text.ts'
import { type InvoiceFormState, useInvoiceForm } from './use-invoice-form.ts'
import { useWhyOver } from './use-override.ts'
import { type SavedInvoice, useSaveInvoice } from './use-save-invoice.ts'
import { useSingleFlight } from './use-single-flight.ts'

interface InvoiceFormProps {
  title: string
  breadcrumbs: Crumb[]
  /** The draft being edited (P4); null for a new one (P3). */
  invoice: Invoice | null
  initial: Draft
  /** The accepted quote that it is made of. */
  quote?: SourceQuote | undefined
  /** Names the place where unsaved work is kept in this tab. */
  keptAs: string
}

/** P3 and P4: an invoice being written. */
export function InvoiceForm({ title, breadcrumbs, invoice, initial, keptAs, quote }: InvoiceFormProps) {
  const form = useInvoiceForm({ initial, keptAs, version: invoice?.version ?? null })
  const saving = useSaveInvoice(form, invoice, quote?.id)
  const { element, isLeaving, isReviewing, setReviewing, openInvoice, saveDraft, review, onKeyDown } =
    useFormActions(form, saving, invoice !== null)
  const mayWrite = useMay('accounting.invoices.write')
  const { stale } = saving
  const sentMeanwhile = stale.latest && stale.latest.status !== 'draft' ? stale.latest : null
  const leftCents = form.customer && creditLeftCents(form.customer, form.totals.totalCents)
  const isOver = leftCents !== null && leftCents < 0
  const whyOver = useWhyOver(leftCents)
  const isLimitRefused = saving.refusal?.code === 'credit_limit_exceeded'
  return (
    <>
      <PageHeader title={title} breadcrumbs={breadcrumbs} />
      {form.wasRestored && <RestoredNotice onStartOver={form.startOver} />}
      <form
        ref={element}
        aria-label={title}
        noValidate
        onKeyDown={onKeyDown}
        onSubmit={(event) => event.preventDefault()}
      >
        {sentMeanwhile && (
          <SentMeanwhileAlert
            invoice={sentMeanwhile}
            onSaveAsNew={() => saveDraft(null)}
            isPending={saving.isPending}
          />
        )}
        {stale.isStale && !sentMeanwhile && saving.saved && (
          <StaleDraftAlert
            number={saving.saved.invoiceNumber}
            differences={stale.differences}
            isShowingTheirs={stale.isShowingTheirs}
            onShowTheirs={stale.showTheirs}
            onShowMine={stale.showMine}
            onOverwrite={() => saveDraft(stale.latest)}
            isPending={saving.isPending}
          />
        )}
        <div className={classes.form}>
          <div className={classes.content}>
            <CustomerSection
              form={form}
              autoFocus={!initial.customerId}
              isFixed={quote !== undefined}
              credit={{ override: saving.override, isRefused: isLimitRefused }}
            />
            <SourceSection form={form} quote={quote ?? null} />
            <LineItemsSection form={form} />
            <AdditionalChargesSection form={form} />
            <div className={classes.pair}>
              <PaymentTermsSection form={form} />
              <DepositSection form={form} />
            </div>
            <NotesSection form={form} />
          </div>
          <div className={classes.aside}>
            <InvoicePricingSummary form={form} />
            {!isReviewing && (
              <InvoiceRefusal
                error={isLimitRefused && !isOver && !saving.isTotalAsTried ? null : saving.refusal}
                override={saving.override}
                label="Save over the limit"
                onOverride={() => saveDraft()}
                isPending={saving.isPending}
                isReasonAsked={isOver}
              />
            )}
            <FormProblems messages={form.messages} />
            <FormActions
              form={form}
              saveLabel={invoice ? 'Update Invoice' : 'Save as Draft'}
              why={mayWrite ? whyOver : notAllowed}
              isSaving={saving.isPending && !isReviewing}
              onSave={() => saveDraft()}
              onReview={review}
              cancelTo={invoice?.id}
            />
          </div>
        </div>
      </form>
      <FormReviewSheet
        opened={isReviewing}
        onClose={() => setReviewing(false)}
        form={form}
        saving={saving}
        onSent={(sent) => openInvoice(sent.id, sentText(sent))}
      />
      <LeaveDialog isDirty={form.isDirty} isLeaving={isLeaving} onDiscard={form.startOver} />
    </>
  )
}

/** Saving, reviewing and leaving, with the keyboard too. */
function useFormActions(form: InvoiceFormState, saving: ReturnType<typeof useSaveInvoice>, isEdit: boolean) {
  const mayWrite = useMay('accounting.invoices.write')
  const [isReviewing, setReviewing] = useState(false)
  const isLeaving = useRef(false)
  const element = useRef<HTMLFormElement>(null)
  const focusInvalid = useFocusInvalid(element)
  const navigate = useNavigate()

  const openInvoice = (id: string, toast: string) => {
    isLeaving.current = true
    notifications.show({ message: toast, color: 'emerald' })
    void navigate({ to: '/invoices/$id', params: { id } })
  }
  /** Shows everything that is missing and goes to the first of it; true when nothing is (C: N38). */
  const isComplete = () => {
    form.showAll()
    if (form.checked.content) return true
    focusInvalid()
    return false
  }
  const saveDraft = useSingleFlight(async (over: SavedInvoice | null = saving.saved) => {
    if (!mayWrite || !isComplete()) return
    const saved = await saving.save(over)
    if (!saved) return
    const { id, invoiceNumber } = saved
    openInvoice(id, isEdit && over ? `${invoiceNumber} updated` : `${invoiceNumber} saved as draft`)
  })
  const review = () => {
    if (mayWrite && isComplete()) setReviewing(true)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    saveDraft()
  }
  return { element, isLeaving, isReviewing, setReviewing, openInvoice, saveDraft, review, onKeyDown }
}

interface FormActionsProps {
  form: InvoiceFormState
  saveLabel: string
  why: string | undefined
  isSaving: boolean
  onSave: () => void
  onReview: () => void
  /** The invoice to go back to; the list when there is none. */
  cancelTo: string | undefined
}

function FormActions({ form, saveLabel, why, isSaving, onSave, onReview, cancelTo }: FormActionsProps) {
  const maySend = useMay('accounting.invoices.send')
  const cancel = cancelTo ? (
    <Anchor
      renderRoot={(props) => <Link to="/invoices/$id" params={{ id: cancelTo }} {...props} />}
      size="sm"
    >
      Cancel
    </Anchor>
  ) : (
    <Anchor component={Link} to="/invoices" size="sm">
      Cancel
    </Anchor>
  )
  return (
    <FormBar form={form} cancel={cancel}>
      <ClosedButton why={why ?? (maySend ? undefined : notAllowed)} fullWidth onClick={onReview}>
        Review & Send
      </ClosedButton>
      <ClosedButton why={why} variant="default" fullWidth loading={isSaving} onClick={onSave}>
        {saveLabel}
      </ClosedButton>
    </FormBar>
  )
}
