import { Button, Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { MoneyField } from '../../../../../components/features/MoneyField.tsx'
import { useSession } from '../../../../../components/features/session.ts'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { DateField } from '../../../../../components/ui/DateField.tsx'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../../components/ui/Sheet.tsx'
import type { Customer } from '../../../../../contract/customers.ts'
import { formatMoney } from '../../../../../invoicing/money/money.ts'
import { api } from '../../../../api.ts'
import { emptyLimit, type LimitDraft, limitContent } from './limit-draft.ts'

interface SetLimitSheetProps {
  customer: Customer
  opened: boolean
  onClose: () => void
}

/** Sets a limit, now or for days to come, or requests one that somebody has to approve. */
export function SetLimitSheet({ customer, opened, onClose }: SetLimitSheetProps) {
  const { company } = useSession()
  const { defaultCurrency: currency } = customer
  const [draft, setDraft] = useState(emptyLimit)
  const [own, setOwn] = useState<Partial<Record<string, string>>>({})
  const create = useWrite(api.creditLimits.create, {
    toast: ({ status }) => (status === 'pending' ? 'Limit requested' : 'Limit set'),
    onDone: () => {
      setDraft(emptyLimit)
      onClose()
    },
    onRefusal: () => undefined,
  })
  const { error, isPending } = create
  const close = () => {
    create.reset()
    setOwn({})
    onClose()
  }
  const save = () => {
    const read = limitContent(draft, currency, company)
    setOwn(read.problems)
    if (read.content) create.mutate({ customerId: customer.id, ...read.content })
  }
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title="Set a limit"
      footer={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form="limit" loading={isPending}>
            {draft.isRequest ? 'Request limit' : 'Set limit'}
          </Button>
        </>
      }
    >
      <form
        id="limit"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending) save()
        }}
      >
        <Stack gap="md">
          <LimitFields
            draft={draft}
            currency={currency}
            today={company.today}
            problems={{ ...error?.fieldMessages, ...own }}
            onChange={(change) => {
              setOwn({})
              setDraft((now) => ({ ...now, ...change }))
            }}
          />
          {error && error.fields.length === 0 && <RefusalAlert error={error} />}
        </Stack>
      </form>
    </Sheet>
  )
}

interface LimitFieldsProps {
  draft: LimitDraft
  currency: string
  today: string
  problems: Partial<Record<string, string>>
  onChange: (change: Partial<LimitDraft>) => void
}

function LimitFields({ draft, currency, today, problems, onChange }: LimitFieldsProps) {
  return (
    <>
      <MoneyField
        label="Limit"
        description={`${formatMoney(0, currency)} means that they pay before anything is invoiced.`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        currency={currency}
        value={draft.amount}
        error={problems.limitAmount}
        onChange={(amount) => onChange({ amount })}
        data-autofocus
      />
      <DateField
        label="First day"
        description="Now when left empty."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        min={today}
        value={draft.firstDay}
        error={problems.effectiveAt}
        onChange={(firstDay) => onChange({ firstDay })}
      />
      <DateField
        label="Last day"
        description="Open when left empty. After it, the limit before holds again."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        min={draft.firstDay || today}
        value={draft.lastDay}
        error={problems.expiresAt}
        onChange={(lastDay) => onChange({ lastDay })}
      />
      <Textarea
        label="Reason"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        value={draft.reason}
        error={problems.reason}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
      />
      <Checkbox
        label="Request an approval"
        description="The limit counts once somebody has approved it with a reference."
        checked={draft.isRequest}
        onChange={(event) => onChange({ isRequest: event.currentTarget.checked })}
      />
      {!draft.isRequest && (
        <TextInput
          label="Approval reference, if there is one"
          maxLength={100}
          value={draft.reference}
          error={problems.approvalReference}
          onChange={(event) => onChange({ reference: event.currentTarget.value })}
        />
      )}
    </>
  )
}
