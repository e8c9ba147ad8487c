import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { ItemRow } from '../../../../components/ui/ItemList.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { type CreditMemoSummary, creditMemoReasonLabels } from '../../../../contract/credit-memos.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { centsOf } from '../../../../invoicing/money/money.ts'
import { query } from '../../../api.ts'
import { VoidCreditMemoDialog, whyNotVoid } from '../../credit-memos/_components/VoidCreditMemoDialog.tsx'
import classes from './CreditsPanel.module.css'

/** What was taken off the invoice without money: its credit memos, void ones too, and what was written off. */
export function CreditsPanel({ invoice }: { invoice: Invoice }) {
  const [asked, setAsked] = useState<CreditMemoSummary | null>(null)
  const [opened, setOpened] = useState(false)
  const { data } = useQuery({
    ...query.creditMemos.list.queryOptions({ input: { invoiceId: invoice.id, limit: 100 } }),
    enabled: invoice.status !== 'draft',
  })
  const memos = data?.data ?? []
  const { writeOffs, currency } = invoice
  if (memos.length === 0 && writeOffs.length === 0) return null
  return (
    <Panel
      title="Credits"
      aside={<MoneyText amount={invoice.creditedTotal} currency={currency} strong zeroAsDash />}
    >
      <ul className={classes.credits} aria-label="Credits">
        {memos.map((memo) => (
          <li key={memo.id}>
            <MemoRow
              memo={memo}
              onVoid={() => {
                setAsked(memo)
                setOpened(true)
              }}
            />
          </li>
        ))}
        {writeOffs.map(({ amount, reason, date, recordedBy }) => (
          <li key={`${date} ${amount} ${reason}`}>
            <ItemRow
              title="Written off"
              facts={[<RelativeDate key="date" date={date} />, recordedBy, `“${reason}”`]}
              actions={<MoneyText amount={amount} currency={currency} strong />}
            />
          </li>
        ))}
      </ul>
      {asked && <VoidCreditMemoDialog opened={opened} onClose={() => setOpened(false)} memo={asked} />}
    </Panel>
  )
}

function MemoRow({ memo, onVoid }: { memo: CreditMemoSummary; onVoid: () => void }) {
  const mayVoid = useMay('accounting.invoices.credit')
  const { id, creditMemoNumber, currency } = memo
  const isMore = centsOf(memo.excessAmount) > 0
  return (
    <ItemRow
      title={
        <Anchor
          fw={600}
          td={memo.isVoid ? 'line-through' : undefined}
          renderRoot={(props) => <Link to="/credit-memos/$id" params={{ id }} {...props} />}
        >
          {creditMemoNumber}
        </Anchor>
      }
      marks={
        memo.isVoid && (
          <Text span size="xs" c="dimmed">
            void
          </Text>
        )
      }
      facts={[
        creditMemoReasonLabels[memo.reason],
        <RelativeDate key="date" date={memo.date} />,
        isMore && !memo.isVoid && (
          <>
            <MoneyText amount={memo.appliedToInvoice} currency={currency} /> off this invoice
          </>
        ),
      ]}
      actions={
        <>
          <MoneyText
            amount={memo.totalCredit}
            currency={currency}
            strong={!memo.isVoid}
            tone={memo.isVoid ? 'muted' : undefined}
          />
          {!memo.isVoid && (
            <ClosedButton
              size="compact-sm"
              variant="subtle"
              color="red"
              why={whyNotVoid(memo) ?? (mayVoid ? undefined : notAllowed)}
              onClick={onVoid}
            >
              Void
            </ClosedButton>
          )}
        </>
      }
    />
  )
}
