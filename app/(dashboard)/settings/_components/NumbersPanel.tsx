import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Company, NumberSeries } from '../../../../contract/company.ts'
import { api } from '../../../api.ts'

const seriesLabels: Record<NumberSeries, string> = { invoice: 'Invoices', customer: 'Customers' }

/** What number the next document gets, and the way to continue another system's numbers. */
export function NumbersPanel({ company }: { company: Company }) {
  const mayChange = useMay('company.settings.write')
  const [series, setSeries] = useState<NumberSeries>('invoice')
  const [isOpen, setOpen] = useState(false)
  const [next, setNext] = useState('')
  const raise = useWrite(api.company.raiseNumber, {
    onDone: () => {
      setOpen(false)
      setNext('')
    },
    toast: () => 'The series goes on from there',
    onRefusal: () => undefined,
  })
  const counter = company.numberSeries.find((one) => one.series === series)
  return (
    <Panel title="Numbers">
      <Stack gap="xs">
        {company.numberSeries.map((one) => (
          <Group key={one.series} justify="space-between" wrap="nowrap">
            <Text>
              {seriesLabels[one.series]}{' '}
              <Text span c="dimmed">
                go on with {one.nextNumber}
              </Text>
            </Text>
            <ClosedButton
              variant="default"
              size="compact-sm"
              why={mayChange ? undefined : notAllowed}
              aria-label={`Raise the numbers of ${seriesLabels[one.series]}`}
              onClick={() => {
                setSeries(one.series)
                raise.reset()
                setOpen(true)
              }}
            >
              Raise…
            </ClosedButton>
          </Group>
        ))}
      </Stack>
      <Sheet
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Raise the numbers of ${seriesLabels[series]}`}
        footer={
          <>
            <Button variant="default" onClick={() => setOpen(false)}>
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
              The next one would be {counter?.nextNumber}. A series can only rise: give a higher number to go
              on where another system stopped. The change is written to the audit log.
            </Text>
            <TextInput
              label="Next number"
              description="Digits only; the prefix is added."
              value={next}
              onChange={(event) => setNext(event.currentTarget.value.trim())}
              leftSection={<Text size="xs">{counter?.prefix}</Text>}
              leftSectionWidth={64}
              inputMode="numeric"
              data-autofocus
            />
            <RefusalAlert error={raise.error} />
          </Stack>
        </form>
      </Sheet>
    </Panel>
  )
}
