import { Group, Text } from '@mantine/core'
import { useState } from 'react'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Company } from '../../../../contract/company.ts'
import { addDays, endOfMonth, formatDate, startOfMonth } from '../../../../invoicing/calendar/calendar.ts'
import { api } from '../../../api.ts'

/** Up to which day the books are closed, and closing them further. */
export function BooksPanel({ company }: { company: Company }) {
  const mayClose = useMay('accounting.books.close')
  const lastMonth = endOfMonth(addDays(startOfMonth(company.today), -1))
  const [isOpen, setOpen] = useState(false)
  const [day, setDay] = useState(lastMonth)
  const close = useWrite(api.company.update, {
    onDone: () => setOpen(false),
    toast: ({ booksClosedOn }) =>
      booksClosedOn ? `Books closed up to ${formatDate(booksClosedOn)}` : 'Saved',
    onRefusal: () => undefined,
  })
  return (
    <Panel title="Books">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text>
          {company.booksClosedOn
            ? `Closed up to ${formatDate(company.booksClosedOn)}.`
            : 'Never closed so far.'}{' '}
          <Text span c="dimmed">
            What is dated on a closed day is posted on the first open one, so reports of closed days never
            change.
          </Text>
        </Text>
        <ClosedButton
          variant="default"
          size="compact-sm"
          why={mayClose ? undefined : notAllowed}
          style={{ flex: 'none' }}
          onClick={() => {
            setDay(lastMonth)
            close.reset()
            setOpen(true)
          }}
        >
          Close the books…
        </ClosedButton>
      </Group>
      <ConfirmDialog
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Close the books"
        confirmLabel={day ? `Close up to ${formatDate(day)}` : 'Close'}
        isPending={close.isPending}
        isClosed={!day}
        error={close.error}
        onConfirm={() => close.mutate({ version: company.version, booksClosedOn: day })}
      >
        <Text>
          Balances and agings of every day up to this one stay as they are from now on. No money is moved.
        </Text>
        <DateField
          label="Last closed day"
          value={day}
          onChange={setDay}
          max={addDays(company.today, -1)}
          required
        />
      </ConfirmDialog>
    </Panel>
  )
}
