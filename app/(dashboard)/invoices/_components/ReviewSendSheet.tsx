import { Button, Stack, Text } from '@mantine/core'
import { useSession } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { Customer } from '../../../../contract/customers.ts'
import { dueDateFor, formatDate, isCivilDate } from '../../../../invoicing/calendar/calendar.ts'
import { invoiceMessage } from '../../../../invoicing/messages/message.ts'
import { centsOf } from '../../../../invoicing/money/money.ts'
import { refusalOf } from '../../../api.ts'
import { CreditPosition } from './CreditPosition.tsx'
import { creditLeftCents } from './credit-left.ts'
import { EmailPreview } from './EmailPreview.tsx'
import { InvoiceDocument } from './InvoiceDocument.tsx'
import { InvoiceRefusal } from './InvoiceRefusal.tsx'
import type { Paper } from './paper.ts'
import { type Override, useWhyOver } from './use-override.ts'

interface ReviewSendSheetProps {
  opened: boolean
  onClose: () => void
  /** The invoice as it is now; dates follow from the issue date. */
  paper: Paper
  /** Whose credit it takes up; null while they are on their way. */
  customer: Customer | null
  /** Set by hand; null = issue date + terms. */
  dueDate: string | null
  issueDate: string
  onIssueDate: (date: string) => void
  closeLabel: string
  onSend: () => void
  isPending: boolean
  error: unknown
  override: Override
  recipients: string[]
  onRecipients: (recipients: string[]) => void
}

/** P3.1: the invoice as the customer will see it, and the last step before it is owed (C: U94-U97). */
export function ReviewSendSheet({
  opened,
  onClose,
  paper,
  customer,
  dueDate,
  issueDate,
  onIssueDate,
  closeLabel,
  onSend,
  isPending,
  error,
  override,
  recipients,
  onRecipients,
}: ReviewSendSheetProps) {
  const { company } = useSession()
  const problem = issueDateProblem(issueDate, company.today)
  const day = problem ? company.today : issueDate
  const due = dueDate ?? dueDateFor(day, paper.paymentTerms)
  const dateWrong =
    problem ?? (due < day ? `The due date ${formatDate(due)} would lie before it.` : undefined)
  const totalCents = centsOf(paper.total)
  const leftCents = customer ? creditLeftCents(customer, totalCents) : null
  const isOver = leftCents !== null && leftCents < 0
  const whyOver = useWhyOver(leftCents)
  const isRefused = Boolean(error) && refusalOf(error).code === 'credit_limit_exceeded'
  const credit = customer && (
    <CreditPosition {...{ customer, override, isRefused }} invoiceCents={totalCents} done="sent" />
  )
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title="Review & Send"
      size={640}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {closeLabel}
          </Button>
          <ClosedButton why={whyOver ?? dateWrong} onClick={onSend} loading={isPending} data-autofocus>
            Send Invoice
          </ClosedButton>
        </>
      }
    >
      <Stack gap="md">
        <InvoiceRefusal
          error={error}
          override={override}
          label="Send over the limit"
          onOverride={onSend}
          isPending={isPending}
          isReasonAsked={isOver}
        />
        {isOver && credit}
        <DateField
          label="Issue date"
          value={issueDate}
          max={company.today}
          onChange={onIssueDate}
          error={dateWrong}
          description={`Due ${formatDate(due)}. Today, or the earlier day on which the goods went out.`}
        />
        <EmailPreview
          recipients={recipients}
          onRecipients={onRecipients}
          {...invoiceMessage({
            shopName: company.name,
            customerName: paper.customer.name,
            invoiceNumber: paper.number,
            currency: paper.currency,
            total: paper.total,
            dueDate: due,
            deposit: paper.deposit,
          })}
        />
        {!isOver && credit}
        <Text size="sm" c="dimmed">
          Once sent it is owed, and its lines no longer change.
        </Text>
        <InvoiceDocument
          paper={{ ...paper, issueDate: day, dueDate: due, isDraft: false }}
          shopName={company.name}
        />
      </Stack>
    </Sheet>
  )
}

function issueDateProblem(date: string, today: string): string | undefined {
  if (!isCivilDate(date)) return 'Choose a date.'
  return date > today ? 'An invoice is issued today or on an earlier day.' : undefined
}
