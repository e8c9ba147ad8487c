import { Anchor, Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { StaleAlert } from '../../../../components/features/StaleAlert.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { useFocusInvalid } from '../../../../components/ui/use-focus-invalid.ts'
import type { Customer } from '../../../../contract/customers.ts'
import { LeaveDialog } from '../../invoices/_components/LeaveDialog.tsx'
import { CustomerFields } from './CustomerFields.tsx'
import classes from './CustomerForm.module.css'
import { type CustomerDraft, customerInWords } from './customer-draft.ts'
import { useSaveCustomer } from './use-save-customer.ts'

interface CustomerFormProps {
  /** Null for a new one. */
  customer: Customer | null
  initial: CustomerDraft
  title: string
}

/** Creates or changes a customer; refusals stand at their fields, and what was typed stays. */
export function CustomerForm({ customer, initial, title }: CustomerFormProps) {
  const mayWrite = useMay('accounting.customers.write')
  const isLeaving = useRef(false)
  const element = useRef<HTMLFormElement>(null)
  const focusInvalid = useFocusInvalid(element)
  const [draft, setDraft] = useState(initial)
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({})
  const showProblems = (found: Partial<Record<string, string>>) => {
    setProblems(found)
    focusInvalid()
  }
  const { submit, isPending, refusal, stale, overwrite } = useSaveCustomer({
    customer,
    draft,
    setDraft,
    onProblems: showProblems,
    isLeaving,
  })
  const isDirty = JSON.stringify(draft) !== JSON.stringify(initial)
  return (
    <form
      ref={element}
      aria-label={title}
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (mayWrite) submit()
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        if (mayWrite) submit()
      }}
    >
      {customer && (
        <StaleAlert
          name={customer.name}
          {...{ draft, stale, isPending }}
          inWords={customerInWords}
          onOverwrite={overwrite}
        />
      )}
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
      <RefusalAlert error={refusal} />
      <FormButtons customerId={customer?.id} mayWrite={mayWrite} isPending={isPending} />
      <LeaveDialog isDirty={isDirty} isLeaving={isLeaving} onDiscard={() => setDraft(initial)} />
    </form>
  )
}

interface FormButtonsProps {
  customerId: string | undefined
  mayWrite: boolean
  isPending: boolean
}

function FormButtons({ customerId, mayWrite, isPending }: FormButtonsProps) {
  return (
    <Group justify="flex-end" gap="md">
      {customerId ? (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/customers/$id" params={{ id: customerId }} {...props} />}
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
  )
}
