import { Alert, Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import { useToday } from '../../../../../components/features/session.ts'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { DateField } from '../../../../../components/ui/DateField.tsx'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../../components/ui/Sheet.tsx'
import type { Customer } from '../../../../../contract/customers.ts'
import { addDays } from '../../../../../invoicing/calendar/calendar.ts'
import { api, query } from '../../../../api.ts'
import { lastMonth, periodProblems, statementPeriod } from './statement-period.ts'

interface GenerateSheetProps {
  customer: Customer
  opened: boolean
  onClose: () => void
}

/** Generates the statement of a period; the same period again archives the one before. */
export function GenerateSheet({ customer, opened, onClose }: GenerateSheetProps) {
  const today = useToday()
  const navigate = useNavigate()
  const [period, setPeriod] = useState(() => lastMonth(today))
  const list = useQuery({
    ...query.statements.list.queryOptions({ input: { customerId: customer.id } }),
    enabled: opened,
  })
  const create = useWrite(api.statements.create, {
    toast: (statement) => `Statement of ${statementPeriod(statement)} generated`,
    onDone: ({ id: statementId }) => {
      onClose()
      void navigate({
        to: '/customers/$id/statements/$statementId',
        params: { id: customer.id, statementId },
      })
    },
    onRefusal: () => undefined,
  })
  const same = list.data?.data.find(
    ({ periodStart, periodEnd }) => periodStart === period.periodStart && periodEnd === period.periodEnd,
  )
  const own = periodProblems(period, today)
  const problems: Partial<Record<string, string>> = { ...create.error?.fieldMessages, ...own }
  const change = (next: Partial<typeof period>) => {
    create.reset()
    setPeriod({ ...period, ...next })
  }
  const field = (name: 'periodStart' | 'periodEnd') => ({
    value: period[name],
    error: problems[name],
    max: addDays(today, -1),
    onChange: (date: string) => change({ [name]: date }),
  })
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title="Generate statement"
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form="statement"
            loading={create.isPending}
            disabled={Object.keys(own).length > 0}
          >
            Generate
          </Button>
        </>
      }
    >
      <form
        id="statement"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!create.isPending) create.mutate({ customerId: customer.id, ...period })
        }}
      >
        <Stack gap="md">
          <DateField label="First day" data-autofocus {...field('periodStart')} />
          <DateField label="Last day" {...field('periodEnd')} />
          {same && (
            <Alert color="amber" variant="light" p="sm" title="This period has a statement">
              It was generated <InstantText instant={same.generatedAt} inSentence />. Generating anew archives
              it; it stays readable as it was.
            </Alert>
          )}
          <Alert color="gray" variant="light" p="sm">
            These days are closed for {customer.name} afterwards: an invoice or payment dated in them posts on
            the day after.
          </Alert>
          {create.error && create.error.fields.length === 0 && <RefusalAlert error={create.error} />}
        </Stack>
      </form>
    </Sheet>
  )
}
