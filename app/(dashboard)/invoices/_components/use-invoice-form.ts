import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useSession } from '../../../../components/features/session.ts'
import type { Customer } from '../../../../contract/customers.ts'
import { query } from '../../../api.ts'
import {
  type CheckedDraft,
  checkDraft,
  type FieldMessages,
  type LiveTotals,
  liveTotals,
} from './check-draft.ts'
import { customerDefaults, type Draft, sameDraft } from './draft.ts'
import { forgetDraft, keepDraft, keptDraft, keptDraftKey } from './kept-draft.ts'

export type ChangeDraft = (change: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void

export interface InvoiceFormState {
  draft: Draft
  change: ChangeDraft
  /** Puts another draft in place of the whole form, such as what somebody else saved. */
  replace: (draft: Draft) => void
  customer: Customer | null
  chooseCustomer: (customer: Customer) => void
  currency: string
  checked: CheckedDraft
  totals: LiveTotals
  /** What is shown at the fields, with rows named by their key: `lines.row-3.quantity`. */
  messages: FieldMessages
  /** From now on everything that is missing is shown, not only what was typed wrongly. */
  showAll: () => void
  showServer: (messages: FieldMessages) => void
  /** Somebody left a field: if it cannot be read, say so now. */
  leave: (path: string) => void
  isDirty: boolean
  /** What stands in the fields is saved; `draft` is what was sent. */
  markSaved: (draft: Draft) => void
  wasRestored: boolean
  /** The version that the typing began from; null for a new invoice. */
  version: number | null
  /** Goes back to what was there before anything was typed. */
  startOver: () => void
}

interface InvoiceFormOptions {
  initial: Draft
  /** Names the place where unsaved work is kept: `new`, or the invoice. */
  keptAs: string
  version: number | null
}

/** The state of the form on P3 and P4: what was typed, what is wrong with it, what it comes to. */
export function useInvoiceForm({ initial, keptAs, version }: InvoiceFormOptions): InvoiceFormState {
  const { company } = useSession()
  const kept = useKept(keptAs, initial, version)
  const [draft, setDraft] = useState(kept.draft)
  const [saved, setSaved] = useState(initial)
  const [wasRestored, setRestored] = useState(kept.wasRestored)
  const isDirty = useMemo(() => !sameDraft(draft, saved), [draft, saved])
  useEffect(() => kept.keep(isDirty ? draft : null), [kept.keep, isDirty, draft])
  const { customer, currency, remember } = useDraftCustomer(draft.customerId)
  const checked = useMemo(() => checkDraft(draft, currency), [draft, currency])
  const totals = useMemo(() => liveTotals(draft, currency), [draft, currency])
  const shown = useShownMessages(draft, checked, totals)
  const change: ChangeDraft = (next) => {
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
      change({ ...customerDefaults(next, company), dueDate: '' })
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

function useKept(keptAs: string, initial: Draft, version: number | null) {
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
function useShownMessages(draft: Draft, checked: CheckedDraft, totals: LiveTotals) {
  const [isAll, setAll] = useState(false)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [fromServer, setFromServer] = useState<FieldMessages>({})
  const messages = useMemo(() => {
    const byKey = (found: FieldMessages) =>
      Object.entries(found).map(([path, message]) => [keyed(path, draft), message] as const)
    const own = byKey(checked.messages).filter(([path]) => isAll || left.has(path))
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

/** `lines.2.quantity` -> `lines.row-7.quantity`: rows move, their keys stay. */
function keyed(path: string, draft: Draft): string {
  return path.replace(/^(lines|discounts)\.(\d+)/, (whole, list, place) => {
    const rows = list === 'lines' ? draft.lines : draft.discounts
    const row = rows[Number(place)]
    return row ? `${list}.${row.key}` : whole
  })
}
