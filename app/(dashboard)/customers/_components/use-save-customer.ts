import { useNavigate } from '@tanstack/react-router'
import { type RefObject, useState } from 'react'
import type { Stale } from '../../../../components/features/use-stale.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import type { Customer } from '../../../../contract/customers.ts'
import { api, type RefusalError } from '../../../api.ts'
import { useSingleFlight } from '../../invoices/_components/use-single-flight.ts'
import { type CustomerDraft, customerContent, customerDraftOf, customerProblems } from './customer-draft.ts'

interface SaveCustomerOptions {
  /** Null for a new one. */
  customer: Customer | null
  draft: CustomerDraft
  setDraft: (draft: CustomerDraft) => void
  onProblems: (problems: Partial<Record<string, string>>) => void
  /** Set from the moment the form goes away by itself. */
  isLeaving: RefObject<boolean>
}

/** Saves a customer; somebody else's version, saved in the meantime, is read and set beside what was typed. */
export function useSaveCustomer({ customer, draft, setDraft, onProblems, isLeaving }: SaveCustomerOptions) {
  const navigate = useNavigate()
  const [isStale, setStale] = useState(false)
  const [latest, setLatest] = useState<Customer | null>(null)
  // What was typed, while the other version stands in the form.
  const [mine, setMine] = useState<CustomerDraft | null>(null)
  const onRefusal = (refusal: RefusalError) => {
    onProblems(refusal.fieldMessages)
    if (refusal.code !== 'stale_version' || !customer) return
    setStale(true)
    setMine(null)
    // Without an answer the buttons stay closed; saving again asks again.
    void api.customers.show({ customerId: customer.id }).then(setLatest, () => setLatest(null))
  }
  const options = {
    toast: ({ name }: { name: string }) => `${name} saved`,
    onDone: ({ id }: { id: string }) => {
      isLeaving.current = true
      void navigate({ to: '/customers/$id', params: { id } })
    },
    onRefusal,
  }
  const create = useWrite(api.customers.create, options)
  const update = useWrite(api.customers.update, options)
  const submit = useSingleFlight(async (over: Customer | null = mine ? latest : customer) => {
    const problems = customerProblems(draft)
    onProblems(problems)
    if (Object.keys(problems).length > 0) return
    const content = customerContent(draft)
    if (over) await update.mutateAsync({ customerId: over.id, version: over.version, ...content })
    else await create.mutateAsync(content)
  })
  const { error } = customer ? update : create
  return {
    submit,
    isPending: create.isPending || update.isPending,
    /** What cannot be shown at a field. */
    refusal: error && error.fields.length === 0 && error.code !== 'stale_version' ? error : null,
    stale: {
      isStale,
      isShowingTheirs: mine !== null,
      theirs: latest ? customerDraftOf(latest) : undefined,
      showTheirs: () => {
        if (!latest) return
        setMine(draft)
        setDraft(customerDraftOf(latest))
      },
      showMine: () => {
        if (mine) setDraft(mine)
        setMine(null)
      },
    } satisfies Stale<CustomerDraft>,
    overwrite: () => submit(latest),
  }
}
