import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Company } from '../../../../contract/company.ts'
import { api } from '../../../api.ts'
import { seriesLabels } from './series-labels.ts'

interface RaiseNumberSheetProps {
  counter: Company['numberSeries'][number]
  opened: boolean
  onClose: () => void
}

/** Lets a series go on from a higher number, such as where another system stopped. */
export function RaiseNumberSheet({ counter, opened, onClose }: RaiseNumberSheetProps) {
  const { series, prefix, nextNumber } = counter
  const [next, setNext] = useState('')
  const raise = useWrite(api.company.raiseNumber, {
    onDone: () => {
      setNext('')
      onClose()
    },
    toast: () => 'The series goes on from there',
    onRefusal: () => undefined,
  })
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title={`Raise the numbers of ${seriesLabels[series]}`}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form="raise-number"
            loading={raise.isPending}
            disabled={!/^\d{1,9}$/.test(next)}
          >
            Raise
          </Button>
        </>
      }
    >
      <form
        id="raise-number"
        onSubmit={(event) => {
          event.preventDefault()
          raise.mutate({ series, next: Number(next) })
        }}
      >
        <Stack gap="md">
          <Text>
            The next one would be {nextNumber}. A series can only rise: give a higher number to go on where
            another system stopped. The change is written to the audit log.
          </Text>
          <TextInput
            label="Next number"
            description="Digits only; the prefix is added."
            value={next}
            onChange={(event) => setNext(event.currentTarget.value.trim())}
            leftSection={<Text size="xs">{prefix}</Text>}
            leftSectionWidth={64}
            inputMode="numeric"
            data-autofocus
          />
          <RefusalAlert error={raise.error} />
        </Stack>
      </form>
    </Sheet>
  )
}
