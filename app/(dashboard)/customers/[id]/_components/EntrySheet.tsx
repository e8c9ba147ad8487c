import { Alert, Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { MoneyField } from '../../../../../components/features/MoneyField.tsx'
import { StaleAlert } from '../../../../../components/features/StaleAlert.tsx'
import { useStale } from '../../../../../components/features/use-stale.ts'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../../components/ui/Sheet.tsx'
import type { useEdited } from '../../../../../components/ui/use-edited.ts'
import { useOpensAfterMount } from '../../../../../components/ui/use-opens-after-mount.ts'
import type { EditableEntryField, InvoiceEntry } from '../../../../../contract/activity.ts'
import { invoiceStatuses, invoiceStatusLabels } from '../../../../../contract/invoices.ts'
import { api } from '../../../../api.ts'
import {
  type EntryDraft,
  entryChange,
  entryDraftOf,
  entryInWords,
  isInvoiceStatus,
  letGo,
} from './entry-draft.ts'

/** An entry under the id by which a sheet knows it. */
export type EditedEntry = InvoiceEntry & { id: string }

interface EntrySheetProps {
  customerId: string
  entry: EditedEntry
  /** The entry as it stands now. */
  latest: EditedEntry | undefined
  edited: ReturnType<typeof useEdited<EditedEntry, EntryDraft>>
}

/** Edits what the activity shows of an invoice made in the shop; the invoice itself stays. */
export function EntrySheet({ customerId, entry, latest, edited }: EntrySheetProps) {
  const { draft, change } = edited
  const opened = useOpensAfterMount(edited.opened)
  const stale = useStale(edited, { latest, draftOf: entryDraftOf })
  const update = useWrite(api.activity.updateInvoice, {
    toast: ({ invoiceNumber, editedByHand }) =>
      editedByHand ? `Entry ${invoiceNumber} edited` : `Entry ${invoiceNumber} follows its invoice again`,
    onDone: () => {
      stale.forget()
      edited.forget()
    },
    onRefusal: stale.meet,
  })
  const close = () => {
    update.reset()
    stale.close()
    edited.close()
  }
  const { change: changed, problems, isSame } = entryChange(entry, draft)
  const { error } = update
  const save = (fields: Partial<Record<EditableEntryField, null>> | typeof changed, over = entry) => {
    const { invoiceId, version } = over
    if (!update.isPending) update.mutate({ customerId, invoiceId, version, ...fields })
  }
  const hasProblems = Object.keys(problems).length > 0
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title={`Edit entry ${entry.invoiceNumber}`}
      footer={
        <>
          {entry.editedByHand && (
            <Button variant="subtle" me="auto" onClick={() => save(letGo(entry))}>
              Follow the invoice again
            </Button>
          )}
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form="entry" loading={update.isPending} disabled={isSame || hasProblems}>
            Save entry
          </Button>
        </>
      }
    >
      <form
        id="entry"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isSame && !hasProblems) save(changed)
        }}
      >
        <Stack gap="md">
          <StaleAlert
            name={`the entry ${entry.invoiceNumber}`}
            {...{ draft, stale }}
            isPending={update.isPending}
            inWords={entryInWords}
            onOverwrite={() => stale.over && save(entryChange(stale.over, draft).change, stale.over)}
          />
          <Alert color="gray" variant="light" p="sm">
            Only what the activity shows changes. The invoice, its number and what is owed stay as they are.
            What you set here stays when the invoice changes; the rest goes on following it.
          </Alert>
          <EntryFields
            entry={entry}
            draft={draft}
            problems={{ ...error?.fieldMessages, ...problems }}
            onChange={change}
          />
          {error && error.fields.length === 0 && !stale.isStale && <RefusalAlert error={error} />}
        </Stack>
      </form>
    </Sheet>
  )
}

interface EntryFieldsProps {
  entry: InvoiceEntry
  draft: EntryDraft
  problems: Partial<Record<string, string>>
  onChange: (change: Partial<EntryDraft>) => void
}

function EntryFields({ entry, draft, problems, onChange }: EntryFieldsProps) {
  const field = (name: EditableEntryField) => ({
    value: draft[name],
    error: problems[name],
    description: entry.editedFields.includes(name) ? 'Set by hand.' : undefined,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
      | 'label'
      | 'input'
      | 'description'
      | 'error'
    )[],
  })
  return (
    <>
      <TextInput
        label="Number"
        maxLength={50}
        data-autofocus
        {...field('invoiceNumber')}
        onChange={(event) => onChange({ invoiceNumber: event.currentTarget.value })}
      />
      <NativeSelect
        label="Status"
        data={invoiceStatuses.map((value) => ({ value, label: invoiceStatusLabels[value] }))}
        {...field('status')}
        onChange={(event) => {
          const { value } = event.currentTarget
          if (isInvoiceStatus(value)) onChange({ status: value })
        }}
      />
      <MoneyField
        label="Total"
        currency={entry.currency}
        {...field('total')}
        onChange={(total) => onChange({ total })}
      />
    </>
  )
}
