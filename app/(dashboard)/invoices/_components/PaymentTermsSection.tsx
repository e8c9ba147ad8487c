import { Anchor, NativeSelect, Stack } from '@mantine/core'
import { useToday } from '../../../../components/features/session.ts'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { paymentTerms, paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import { dueDateFor, formatDate } from '../../../../invoicing/calendar/calendar.ts'
import type { InvoiceFormState } from './use-invoice-form.ts'

/** Terms from the customer, and the due date that follows from them unless it is set by hand (C: U81, U82). */
export function PaymentTermsSection({ form }: { form: InvoiceFormState }) {
  const { draft, change, messages, leave } = form
  const today = useToday()
  const fromTerms = dueDateFor(today, draft.paymentTerms)
  const isByHand = draft.dueDate !== ''
  return (
    <Panel title="Payment Terms">
      <Stack gap="sm">
        <NativeSelect
          label="Payment terms"
          data={paymentTerms.map((terms) => ({ value: terms, label: paymentTermsLabels[terms] }))}
          value={draft.paymentTerms}
          onChange={(event) => {
            const terms = paymentTerms.find((known) => known === event.currentTarget.value)
            // New terms mean a new due date, also where one was set by hand (C: N29).
            if (terms) change({ paymentTerms: terms, dueDate: '' })
          }}
        />
        <DateField
          label="Due date"
          value={isByHand ? draft.dueDate : fromTerms}
          error={messages.dueDate}
          onChange={(date) => change({ dueDate: date === fromTerms ? '' : date })}
          onBlur={() => leave('dueDate')}
          description={
            isByHand ? (
              <>
                Set by hand.{' '}
                <Anchor component="button" type="button" size="xs" onClick={() => change({ dueDate: '' })}>
                  Use {formatDate(fromTerms)}, from the terms
                </Anchor>
              </>
            ) : (
              'From the terms, if it is sent today.'
            )
          }
        />
      </Stack>
    </Panel>
  )
}
