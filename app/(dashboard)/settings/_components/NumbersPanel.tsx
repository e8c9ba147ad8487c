import { Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Company, NumberSeries } from '../../../../contract/company.ts'
import { RaiseNumberSheet } from './RaiseNumberSheet.tsx'
import { seriesLabels } from './series-labels.ts'

/** What number the next document gets, and the way to continue another system's numbers. */
export function NumbersPanel({ company }: { company: Company }) {
  const mayChange = useMay('company.settings.write')
  const [series, setSeries] = useState<NumberSeries>('invoice')
  const [isOpen, setOpen] = useState(false)
  const raised = company.numberSeries.find((one) => one.series === series)
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
                setOpen(true)
              }}
            >
              Raise…
            </ClosedButton>
          </Group>
        ))}
      </Stack>
      {raised && (
        <RaiseNumberSheet key={series} counter={raised} opened={isOpen} onClose={() => setOpen(false)} />
      )}
    </Panel>
  )
}
