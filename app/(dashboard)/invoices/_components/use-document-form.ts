import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useSession } from '../../../../components/features/session.ts'
import type { Customer } from '../../../../contract/customers.ts'
import { query } from '../../../api.ts'
import { type Checked, type FieldMessages, type LiveTotals, liveTotals } from './check-document.ts'
import { type DocumentDraft, sameDraft } from './document-draft.ts'
import { forgetDraft, keepDraft, keptDraft, keptDraftKey } from './kept-draft.ts'
import { keyed } from './row-messages.ts'

export type ChangeDraft<Draft> = (change: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void

/** What the sections that every document has work on. */
export interface DocumentForm {
  draft: DocumentDraft
  change: ChangeDraft<DocumentDraft>
  customer: Customer | null
  chooseCustomer: (customer: Customer) => void
  currency: string
  totals: LiveTotals
  /** What is shown at the fields, with rows named by their key: `lines.row-3.quantity`. */
  messages: FieldMessages
  /** Somebody left a field: if it cannot be read, say so now. */
  leave: (path: string) => void
}

/** The whole state of a form. */
export interface DocumentFormState<Draft extends DocumentDraft, Content>
  extends Omit<DocumentForm, 'draft' | 'change'> {
  draft: Draft
  change: ChangeDraft<Draft>
  /** Puts another draft in place of the whole form, such as what somebody else saved. */
  replace: (draft: Draft) => void
  checked: Checked<Content>
  /** From now on everything that is missing is shown, not only what was typed wrongly. */
  showAll: () => void
  showServer: (messages: FieldMessages) => void
  isDirty: boolean
  /** What stands in the fields is saved; `draft` is what was sent. */
  markSaved: (draft: Draft) => void
  wasRestored: boolean
  /** The version that the typing began from; null for a new document. */
  version: number | null
  /** Goes back to what was there before anything was typed. */
  startOver: () => void
}

/** What a kind of document adds: how it is checked, and what a chosen customer brings to it. */
export interface DocumentKind<Draft extends DocumentDraft, Content> {
  check: (draft: Draft, currency: string) => Checked<Content>
  customerDefaults: (customer: Customer, company: { taxRate: string; today: string }) => Partial<Draft>
}

export interface FormOptions<Draft> {
  initial: Draft
  /** Names the place where unsaved work is kept: `new`, or the document. */
  keptAs: string
  version: number | null
}

/** The state of a form: what was typed, what is wrong with it, what it comes to. `kind` never changes. */
export function useDocumentForm<Draft extends DocumentDraft, Content>(
  kind: DocumentKind<Draft, Content>,
  { initial, keptAs, version }: FormOptions<Draft>,
): DocumentFormState<Draft, Content> {
  const { company } = useSession()
  const kept = useKept(keptAs, initial, version)
  const [draft, setDraft] = useState(kept.draft)
  const [saved, setSaved] = useState(initial)
  const [wasRestored, setRestored] = useState(kept.wasRestored)
  const isDirty = useMemo(() => !sameDraft(draft, saved), [draft, saved])
  useEffect(() => kept.keep(isDirty ? draft : null), [kept.keep, isDirty, draft])
  const { customer, currency, remember } = useDraftCustomer(draft.customerId)
  const checked = useMemo(() => kind.check(draft, currency), [kind, draft, currency])
  const totals = useMemo(() => liveTotals(draft, currency), [draft, currency])
  const shown = useShownMessages(draft, checked.messages, totals)
  const change: ChangeDraft<Draft> = (next) => {
    shown.clearServer()
    setDraft((now) => ({ ...now, ...(typeof next === 'function' ? next(now) : next) }))
  }
  return {
    draft,
    change,
    replace: setDraft,
    customer,
    chooseCustomer: (next) => {
      remember(next)
      change(kind.customerDefaults(next, company))
    },
    currency,
    checked,
    totals,
    messages: shown.messages,
    showAll: shown.showAll,
    showServer: shown.showServer,
    leave: shown.leave,
    isDirty,
    markSaved: setSaved,
    wasRestored,
    version: wasRestored ? kept.version : version,
    startOver: () => {
      setDraft(saved)
      setRestored(false)
    },
  }
}

function useKept<Draft extends DocumentDraft>(keptAs: string, initial: Draft, version: number | null) {
  const { company, user } = useSession()
  const key = keptDraftKey(company.id, user.id, keptAs)
  const [found] = useState(() => keptDraft(sessionStorage, key, initial))
  const keep = useMemo(
    () => (draft: Draft | null) =>
      draft ? keepDraft(sessionStorage, key, { draft, version }) : forgetDraft(sessionStorage, key),
    [key, version],
  )
  const wasRestored = found !== undefined && !sameDraft(found.draft, initial)
  return { draft: found?.draft ?? initial, version: found?.version ?? version, wasRestored, keep }
}

function useDraftCustomer(customerId: string | null) {
  const { company } = useSession()
  const client = useQueryClient()
  const options = (id: string) => query.customers.show.queryOptions({ input: { customerId: id } })
  const { data } = useQuery({ ...options(customerId ?? ''), enabled: customerId !== null })
  const customer = customerId === null ? null : (data ?? null)
  return {
    customer,
    currency: customer?.defaultCurrency ?? company.currency,
    remember: (next: Customer) => client.setQueryData(options(next.id).queryKey, next),
  }
}

/** Wrong input is shown when its field is left; what is missing only when somebody tries to save. */
function useShownMessages(draft: DocumentDraft, checked: FieldMessages, totals: LiveTotals) {
  const [isAll, setAll] = useState(false)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [fromServer, setFromServer] = useState<FieldMessages>({})
  const messages = useMemo(() => {
    const byKey = (found: FieldMessages) =>
      Object.entries(found).map(([path, message]) => [keyed(path, draft), message] as const)
    const own = byKey(checked).filter(([path]) => isAll || left.has(path))
    return Object.fromEntries([...byKey(totals.messages), ...own, ...byKey(fromServer)])
  }, [draft, checked, totals, isAll, left, fromServer])
  return {
    messages,
    showAll: () => setAll(true),
    showServer: setFromServer,
    clearServer: () => setFromServer((now) => (Object.keys(now).length > 0 ? {} : now)),
    leave: (path: string) => setLeft((now) => (now.has(path) ? now : new Set(now).add(path))),
  }
}
