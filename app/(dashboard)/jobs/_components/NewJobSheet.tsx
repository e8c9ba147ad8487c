import { Button, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { CustomerCombobox } from '../../../../components/features/CustomerCombobox.tsx'
import { useWrite } from '../../../../components/features/use-write.ts'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import { api } from '../../../api.ts'

interface NewJobSheetProps {
  opened: boolean
  onClose: () => void
}

const formId = 'new-job'
const nothing = { customer: null as Customer | null, title: '', dueDate: '' }

/** A job without a quote; garments and sizes follow on its own page. */
export function NewJobSheet({ opened, onClose }: NewJobSheetProps) {
  const navigate = useNavigate()
  const [draft, setDraft] = useState(nothing)
  const [isTried, setTried] = useState(false)
  const create = useWrite(api.jobs.create, {
    toast: ({ jobNumber }) => `${jobNumber} created`,
    onDone: (job) => {
      setDraft(nothing)
      setTried(false)
      onClose()
      void navigate({ to: '/jobs/$id', params: { id: job.id } })
    },
    onRefusal: () => undefined,
  })
  const change = (next: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...next }))
  const submit = () => {
    setTried(true)
    const title = draft.title.trim()
    if (!draft.customer || !title || create.isPending) return
    create.mutate({ customerId: draft.customer.id, title, dueDate: draft.dueDate || null })
  }
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title="New job"
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} loading={create.isPending}>
            Create Job
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="md">
          <RefusalAlert error={create.error} />
          <CustomerCombobox
            value={draft.customer}
            onChange={(customer) => change({ customer })}
            error={isTried && !draft.customer ? 'Choose a customer.' : undefined}
            offersAll
          />
          <TextInput
            label="Title"
            placeholder="Field day tees"
            maxLength={200}
            autoComplete="off"
            value={draft.title}
            error={isTried && !draft.title.trim() ? 'Say what is to be made.' : undefined}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <DateField label="Due" value={draft.dueDate} onChange={(dueDate) => change({ dueDate })} />
        </Stack>
      </form>
    </Sheet>
  )
}
