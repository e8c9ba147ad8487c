import { Anchor } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link, useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useRef } from 'react'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { type Crumb, PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { useFocusInvalid } from '../../../../components/ui/use-focus-invalid.ts'
import type { Quote } from '../../../../contract/quotes.ts'
import { CustomerSection } from '../../invoices/_components/CustomerSection.tsx'
import { FormBar } from '../../invoices/_components/FormBar.tsx'
import { FormProblems, RestoredNotice } from '../../invoices/_components/FormNotices.tsx'
import classes from '../../invoices/_components/InvoiceForm.module.css'
import { InvoicePricingSummary } from '../../invoices/_components/InvoicePricingSummary.tsx'
import { LeaveDialog } from '../../invoices/_components/LeaveDialog.tsx'
import { AdditionalChargesSection, LineItemsSection } from '../../invoices/_components/LineItemsSection.tsx'
import { NotesSection } from '../../invoices/_components/NotesSection.tsx'
import { StaleDraftAlert } from '../../invoices/_components/StaleDraftAlert.tsx'
import { useDocumentForm } from '../../invoices/_components/use-document-form.ts'
import { useSingleFlight } from '../../invoices/_components/use-single-flight.ts'
import { QuoteDetailsSection } from './QuoteDetailsSection.tsx'
import { type QuoteDraft, type QuoteFormState, quoteKind } from './quote-draft.ts'
import { type SavedQuote, useSaveQuote } from './use-save-quote.ts'

interface QuoteFormProps {
  title: string
  breadcrumbs: Crumb[]
  /** The draft being edited; null for a new one. */
  quote: Quote | null
  initial: QuoteDraft
  /** Names the place where unsaved work is kept in this tab. */
  keptAs: string
}

/** A quote being written, in the sections of an invoice. */
export function QuoteForm({ title, breadcrumbs, quote, initial, keptAs }: QuoteFormProps) {
  const form = useDocumentForm(quoteKind, { initial, keptAs, version: quote?.version ?? null })
  const saving = useSaveQuote(form, quote)
  const { element, isLeaving, save, onKeyDown } = useFormActions(form, saving)
  const { stale } = saving
  const mayWrite = useMay('accounting.quotes.write')
  return (
    <>
      <PageHeader title={title} breadcrumbs={breadcrumbs} />
      {form.wasRestored && <RestoredNotice onStartOver={form.startOver} />}
      {stale.isStale && quote && (
        <StaleDraftAlert
          number={quote.quoteNumber}
          differences={stale.differences}
          isShowingTheirs={stale.isShowingTheirs}
          onShowTheirs={stale.showTheirs}
          onShowMine={stale.showMine}
          onOverwrite={() => save(stale.latest)}
          isPending={saving.isPending}
        />
      )}
      <form
        ref={element}
        aria-label={title}
        noValidate
        className={classes.form}
        onKeyDown={onKeyDown}
        onSubmit={(event) => event.preventDefault()}
      >
        <div className={classes.content}>
          <CustomerSection
            form={form}
            autoFocus={!initial.customerId}
            label="For"
            isFixed={(quote?.revision ?? 1) > 1}
          />
          <LineItemsSection form={form} />
          <AdditionalChargesSection form={form} />
          <NotesSection form={form} />
        </div>
        <div className={classes.aside}>
          <InvoicePricingSummary form={form} />
          <QuoteDetailsSection form={form} />
          <RefusalAlert error={saving.refusal} />
          <FormProblems messages={form.messages} />
          <FormBar form={form} cancel={<Cancel quote={quote} />}>
            <ClosedButton
              why={mayWrite ? undefined : notAllowed}
              fullWidth
              loading={saving.isPending}
              onClick={() => save()}
            >
              {quote ? 'Update Quote' : 'Save Quote'}
            </ClosedButton>
          </FormBar>
        </div>
      </form>
      <LeaveDialog isDirty={form.isDirty} isLeaving={isLeaving} onDiscard={form.startOver} />
    </>
  )
}

function Cancel({ quote }: { quote: Quote | null }) {
  if (!quote) {
    return (
      <Anchor component={Link} to="/quotes" size="sm">
        Cancel
      </Anchor>
    )
  }
  return (
    <Anchor size="sm" renderRoot={(props) => <Link to="/quotes/$id" params={{ id: quote.id }} {...props} />}>
      Cancel
    </Anchor>
  )
}

/** Saving and leaving, with the keyboard too. */
function useFormActions(form: QuoteFormState, saving: ReturnType<typeof useSaveQuote>) {
  const mayWrite = useMay('accounting.quotes.write')
  const isLeaving = useRef(false)
  const element = useRef<HTMLFormElement>(null)
  const focusInvalid = useFocusInvalid(element)
  const navigate = useNavigate()
  const save = useSingleFlight(async (over: SavedQuote | null = saving.saved) => {
    if (!mayWrite) return
    form.showAll()
    if (!form.checked.content) return focusInvalid()
    const saved = await saving.save(over)
    if (!saved) return
    isLeaving.current = true
    notifications.show({ message: saved.toast, color: 'emerald' })
    void navigate({ to: '/quotes/$id', params: { id: saved.id } })
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    save()
  }
  return { element, isLeaving, save, onKeyDown }
}
