import { Anchor, Button, Group } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import { api, type RefusalError } from '../../../api.ts'
import { LeaveDialog } from '../../invoices/_components/LeaveDialog.tsx'
import { CustomerFields } from './CustomerFields.tsx'
import classes from './CustomerForm.module.css'
import { type CustomerDraft, customerContent, customerProblems } from './customer-draft.ts'

interface CustomerFormProps {
  /** Null for a new one. */
  customer: Customer | null
  initial: CustomerDraft
  title: string
}

/** Creates or changes a customer; refusals stand at their fields, and what was typed stays. */
export function CustomerForm({ customer, initial, title }: CustomerFormProps) {
  const mayWrite = useMay('accounting.customers.write')
  const navigate = useNavigate()
  const isLeaving = useRef(false)
  const element = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(initial)
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({})
  const showProblems = (found: Partial<Record<string, string>>) => {
    setProblems(found)
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  const options = {
    toast: ({ name }: { name: string }) => `${name} saved`,
    onDone: ({ id }: { id: string }) => {
      isLeaving.current = true
      void navigate({ to: '/customers/$id', params: { id } })
    },
    onRefusal: (refusal: RefusalError) => showProblems(refusal.fieldMessages),
  }
  const create = useWrite(api.customers.create, options)
  const update = useWrite(api.customers.update, options)
  const { error } = customer ? update : create
  const isPending = create.isPending || update.isPending
  const submit = () => {
    const found = customerProblems(draft)
    showProblems(found)
    if (isPending || !mayWrite || Object.keys(found).length > 0) return
    const content = customerContent(draft)
    if (customer) update.mutate({ customerId: customer.id, version: customer.version, ...content })
    else create.mutate(content)
  }
  const isDirty = JSON.stringify(draft) !== JSON.stringify(initial)
  return (
    <form
      ref={element}
      aria-label={title}
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
      }}
    >
      <CustomerFields
        draft={draft}
        problems={problems}
        onChange={(change) => {
          setDraft((now) => ({ ...now, ...change }))
          setProblems((now) => ({
            ...now,
            ...Object.fromEntries(Object.keys(change).map((name) => [name, undefined])),
          }))
        }}
      />
      <RefusalAlert error={error && error.fields.length === 0 ? error : undefined} />
      <Group justify="flex-end" gap="md">
        {customer ? (
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/customers/$id" params={{ id: customer.id }} {...props} />}
          >
            Cancel
          </Anchor>
        ) : (
          <Anchor component={Link} to="/customers" size="sm">
            Cancel
          </Anchor>
        )}
        {mayWrite ? (
          <Button type="submit" loading={isPending}>
            Save Customer
          </Button>
        ) : (
          <ClosedButton why={notAllowed} onClick={() => undefined}>
            Save Customer
          </ClosedButton>
        )}
      </Group>
      <LeaveDialog isDirty={isDirty} isLeaving={isLeaving} onDiscard={() => setDraft(initial)} />
    </form>
  )
}
