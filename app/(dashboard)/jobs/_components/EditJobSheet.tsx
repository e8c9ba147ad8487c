import { ActionIcon, Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { StaleAlert } from '../../../../components/features/StaleAlert.tsx'
import { useStale } from '../../../../components/features/use-stale.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { useEdited } from '../../../../components/ui/use-edited.ts'
import type { Job } from '../../../../contract/jobs.ts'
import { api } from '../../../api.ts'
import classes from './EditJobSheet.module.css'
import {
  emptyGarment,
  type GarmentDraft,
  type JobDraft,
  jobDraftOf,
  jobInWords,
  type Problems,
  readJob,
} from './job-draft.ts'

interface EditJobSheetProps {
  /** The job as it stands now. */
  job: Job
  edited: ReturnType<typeof useEdited<Job, JobDraft>>
}

const formId = 'edit-job'

/** What is to be made and until when: garments with their sizes and imprints. */
export function EditJobSheet({ job, edited }: EditJobSheetProps) {
  const { subject, draft, opened, change } = edited
  const stale = useStale(edited, { latest: job, draftOf: jobDraftOf })
  const [problems, setProblems] = useState<Problems>({})
  const save = useWrite(api.jobs.update, {
    toast: ({ jobNumber }) => `${jobNumber} updated`,
    onDone: () => {
      stale.forget()
      edited.forget()
    },
    onRefusal: stale.meet,
  })
  const submit = (over = subject) => {
    const read = readJob(draft)
    setProblems(read.problems)
    if (!over || !read.content || save.isPending) return
    save.mutate({ jobId: over.id, version: over.version, ...read.content })
  }
  const close = () => {
    save.reset()
    setProblems({})
    stale.close()
    edited.close()
  }
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title={`Edit ${job.jobNumber}`}
      size={560}
      footer={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form={formId} loading={save.isPending}>
            Update Job
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
          <StaleAlert
            name={job.jobNumber}
            {...{ draft, stale }}
            isPending={save.isPending}
            inWords={jobInWords}
            onOverwrite={() => submit(stale.over)}
          />
          {!stale.isStale && <RefusalAlert error={save.error} />}
          <div className={classes.head}>
            <TextInput
              label="Title"
              maxLength={200}
              autoComplete="off"
              value={draft.title}
              error={problems.title}
              onChange={(event) => change({ title: event.currentTarget.value })}
              data-autofocus
            />
            <DateField
              label="Due"
              value={draft.dueDate}
              error={problems.dueDate}
              onChange={(dueDate) => change({ dueDate })}
            />
          </div>
          <Garments draft={draft} change={change} problems={problems} />
        </Stack>
      </form>
    </Sheet>
  )
}

interface GarmentsProps {
  draft: JobDraft
  change: (change: Partial<JobDraft>) => void
  problems: Problems
}

function Garments({ draft: { garments }, change, problems }: GarmentsProps) {
  const changeOne = (key: string, next: Partial<GarmentDraft>) =>
    change({ garments: garments.map((one) => (one.key === key ? { ...one, ...next } : one)) })
  return (
    <>
      {garments.length === 0 && (
        <Text size="sm" c="dimmed">
          No garments yet.
        </Text>
      )}
      {garments.map((garment, index) => (
        <GarmentFields
          key={garment.key}
          garment={garment}
          name={`Garment ${index + 1}`}
          problem={(field) => problems[`garments.${index}.${field}`]}
          onChange={(next) => changeOne(garment.key, next)}
          onRemove={() => change({ garments: garments.filter(({ key }) => key !== garment.key) })}
        />
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => change({ garments: [...garments, emptyGarment()] })}
        >
          Add garment
        </Button>
      </div>
    </>
  )
}

interface GarmentFieldsProps {
  garment: GarmentDraft
  name: string
  problem: (field: string) => string | undefined
  onChange: (next: Partial<GarmentDraft>) => void
  onRemove: () => void
}

function GarmentFields({ garment, name, problem, onChange, onRemove }: GarmentFieldsProps) {
  return (
    <fieldset className={classes.garment} aria-label={name}>
      <div className={classes.head}>
        <TextInput
          label="Garment"
          placeholder="Gildan 5000, navy"
          maxLength={500}
          autoComplete="off"
          value={garment.description}
          error={problem('description')}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
        <TextInput
          label="Pieces"
          inputMode="numeric"
          autoComplete="off"
          value={garment.quantity}
          error={problem('quantity')}
          onChange={(event) => onChange({ quantity: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label="Sizes"
        placeholder="S 12, M 30, L 24, 2XL 4"
        autoComplete="off"
        value={garment.sizes}
        error={problem('sizes')}
        onChange={(event) => onChange({ sizes: event.currentTarget.value })}
      />
      <Textarea
        label="Imprints, a line each"
        placeholder="Front: Screen print, 3 colors"
        autosize
        minRows={1}
        value={garment.imprints}
        error={problem('imprints')}
        onChange={(event) => onChange({ imprints: event.currentTarget.value })}
      />
      <Group justify="space-between">
        <Checkbox
          label="The customer’s own goods"
          checked={garment.furnished}
          onChange={(event) => onChange({ furnished: event.currentTarget.checked })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Remove ${name.toLowerCase()}`}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </fieldset>
  )
}
