import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CountrySelect } from '../../../../components/features/CountrySelect.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Company } from '../../../../contract/company.ts'
import { api } from '../../../api.ts'

type Changes = Partial<Pick<Company, 'name' | 'letterhead' | 'country' | 'timeZone' | 'taxRate'>>

/** Name, clock and tax. Only what was changed is sent; where somebody else changed the rest, theirs is shown. */
export function CompanyPanel({ company }: { company: Company }) {
  const mayChange = useMay('company.settings.write')
  const [changes, setChanges] = useState<Changes>({})
  const update = useWrite(api.company.update, {
    onDone: () => setChanges({}),
    toast: () => 'Settings saved',
    onRefusal: () => undefined,
  })
  const isChanged = Object.keys(changes).length > 0
  const shown = { ...company, ...changes }
  const errors: Partial<Record<string, string>> = update.error?.fieldMessages ?? {}
  return (
    <Panel title="Company">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          update.mutate({ version: company.version, ...changes })
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Company name"
            value={shown.name}
            onChange={(event) => setChanges({ ...changes, name: event.currentTarget.value })}
            error={errors.name}
            disabled={!mayChange}
          />
          <Textarea
            label="Letterhead"
            description="Printed below the name on invoices and statements: address, phone, tax number."
            value={shown.letterhead ?? ''}
            onChange={(event) => setChanges({ ...changes, letterhead: event.currentTarget.value || null })}
            error={errors.letterhead}
            autosize
            minRows={3}
            maxRows={8}
            disabled={!mayChange}
          />
          <CountrySelect
            label="Country"
            description="Phone numbers without a country code are read as its own."
            value={shown.country}
            onChange={(country) => setChanges({ ...changes, country })}
            error={errors.country}
            disabled={!mayChange}
          />
          <Select
            label="Time zone"
            description="Decides which day it is for due dates and overdue."
            data={timeZonesWith(shown.timeZone)}
            value={shown.timeZone}
            onChange={(timeZone) => timeZone && setChanges({ ...changes, timeZone })}
            error={errors.timeZone}
            searchable
            allowDeselect={false}
            limit={50}
            disabled={!mayChange}
          />
          <TextInput
            label="Tax rate"
            description="What new invoices start with; each can have its own."
            value={shown.taxRate}
            onChange={(event) => setChanges({ ...changes, taxRate: event.currentTarget.value.trim() })}
            error={errors.taxRate}
            inputMode="decimal"
            rightSection={<span aria-hidden>%</span>}
            styles={{ wrapper: { maxWidth: 160 } }}
            disabled={!mayChange}
          />
          <Text size="xs" c="dimmed">
            Books are kept in {company.currency}. {mayChange ? '' : notAllowed}
          </Text>
          {update.error && update.error.fields.length === 0 && <RefusalAlert error={update.error} />}
          <Group gap="xs">
            <Button type="submit" loading={update.isPending} disabled={!mayChange || !isChanged}>
              Save changes
            </Button>
            {isChanged && (
              <Button variant="subtle" onClick={() => setChanges({})}>
                Discard
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

/** The zone in force stands in the list even where the browser calls it by another name. */
function timeZonesWith(zone: string): string[] {
  return [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
}
