import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { useFocusInvalid } from '../../../../components/ui/use-focus-invalid.ts'
import { creditMemoReasonLabels, creditMemoReasons } from '../../../../contract/credit-memos.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { api } from '../../../api.ts'
import classes from './CreateCreditMemoModal.module.css'
import { CreditLines } from './CreditLines.tsx'
import { CreditOutcome } from './CreditOutcome.tsx'
import {
  type CreditDraft,
  type CreditProblems,
  newCreditDraft,
  problemsAt,
  readCredit,
} from './credit-draft.ts'
import { useSingleFlight } from './use-single-flight.ts'

interface CreateCreditMemoModalProps {
  opened: boolean
  onClose: () => void
  invoice: Invoice
}

/** P2.4: what is credited of which line, why, and what becomes of the money (C: U60-U65). */
export function CreateCreditMemoModal({ opened, onClose, invoice }: CreateCreditMemoModalProps) {
  const { draft, setDraft } = useCreditDraft(invoice, opened)
  const [problems, setProblems] = useState<CreditProblems>({})
  const form = useRef<HTMLFormElement>(null)
  const focusInvalid = useFocusInvalid(form)
  const create = useWrite(api.creditMemos.create, {
    toast: ({ creditMemoNumber, totalCredit, currency }) =>
      `${creditMemoNumber} credits ${formatMoney(centsOf(totalCredit), currency)}`,
    onDone: () => {
      setDraft(newCreditDraft(invoice))
      onClose()
    },
    onRefusal: ({ fields }, { lineItems = [] }) => setProblems(problemsAt(fields, lineItems)),
  })
  const submit = useSingleFlight(async () => {
    const read = readCredit(draft, invoice)
    setProblems(read.problems)
    if (read.input) await create.mutateAsync(read.input)
    else focusInvalid()
  })
  const close = () => {
    create.reset()
    setProblems({})
    onClose()
  }
  const change = (next: Partial<CreditDraft>) => {
    setDraft((now) => ({ ...now, ...next }))
    setProblems({})
  }
  const isAtFields = Object.keys(problems).length > 0
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={`Credit memo on ${invoice.invoiceNumber}`}
      size={640}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="md">
          <NativeSelect
            label="Reason"
            data={reasons}
            value={draft.reason}
            onChange={(event) => change({ reason: reasonOf(event.currentTarget.value) })}
            error={problems.reason}
            data-autofocus
          />
          <CreditLines invoice={invoice} draft={draft} problems={problems} onChange={change} />
          <CreditOutcome invoice={invoice} draft={draft} onChange={change} />
          <Textarea
            label="Internal notes"
            placeholder="What went wrong, who agreed to it …"
            autosize
            minRows={2}
            maxLength={20_000}
            value={draft.notes}
            onChange={(event) => change({ notes: event.currentTarget.value })}
          />
          {problems.lineItems && (
            <Text size="sm" c="red" role="alert">
              {problems.lineItems}
            </Text>
          )}
          {!isAtFields && <RefusalAlert error={create.error} />}
          <Group justify="flex-end" gap="xs" className={classes.buttons}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create Credit Memo
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

const reasons = [
  { value: '', label: 'Choose …' },
  ...creditMemoReasons.map((reason) => ({ value: reason, label: creditMemoReasonLabels[reason] })),
]

function reasonOf(value: string): CreditDraft['reason'] {
  return creditMemoReasons.find((known) => known === value) ?? ''
}

/** What was typed is still there when the form opens again, unless something was credited since: then it begins anew. */
function useCreditDraft(invoice: Invoice, opened: boolean) {
  const [draft, setDraft] = useState(() => newCreditDraft(invoice))
  const [seen, setSeen] = useState({ opened, creditable: invoice.creditableTotal })
  if (opened !== seen.opened) {
    setSeen({ opened, creditable: opened ? invoice.creditableTotal : seen.creditable })
    if (opened && invoice.creditableTotal !== seen.creditable) setDraft(newCreditDraft(invoice))
  }
  return { draft, setDraft }
}
