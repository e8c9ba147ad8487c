import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import { useSession } from '../../../../../components/features/session.ts'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import { ItemList, ItemRow } from '../../../../../components/ui/ItemList.tsx'
import { Panel } from '../../../../../components/ui/Panel.tsx'
import type { CreditLimit } from '../../../../../contract/credit-limits.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { formatDate, todayIn } from '../../../../../invoicing/calendar/calendar.ts'
import { query } from '../../../../api.ts'
import { CreditBar } from './CreditBar.tsx'
import { CreditLimitBadge } from './CreditLimitBadge.tsx'
import { type LimitAction, LimitDialog } from './LimitDialog.tsx'
import { RowButton } from './RowButton.tsx'
import { SetLimitSheet } from './SetLimitSheet.tsx'
import { useWhyNot } from './use-why-not.ts'

/** What the customer may owe, what they do owe, and who decided it. */
export function CreditTab({ customer }: { customer: Customer }) {
  const credit = useQuery(query.creditLimits.list.queryOptions({ input: { customerId: customer.id } }))
  const [isSetting, setSetting] = useState(false)
  const [asked, setAsked] = useState<{ limit: CreditLimit; action: LimitAction } | null>(null)
  const [isAsking, setAsking] = useState(false)
  const why = useWhyNot('accounting.customers.manage_credit')
  const set = (
    <ClosedButton why={why} variant="default" size="compact-sm" onClick={() => setSetting(true)}>
      Set a limit
    </ClosedButton>
  )
  const limits = credit.data?.data
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      {!credit.error && (
        <Panel title="Standing" aside={limits?.length !== 0 && set}>
          {credit.data ? (
            <CreditBar position={credit.data.position} name={customer.name} />
          ) : (
            <Skeleton h={72} aria-label="Loading" />
          )}
        </Panel>
      )}
      <ItemList
        label={`Credit limits of ${customer.name}`}
        items={limits}
        itemKey={({ id }) => id}
        error={credit.error}
        onRetry={() => void credit.refetch()}
        empty={
          <EmptyState title="No limit was ever set" action={set}>
            With a limit, an invoice that would take {customer.name} over it is refused until somebody
            decides.
          </EmptyState>
        }
      >
        {(limit) => (
          <LimitRow
            limit={limit}
            currency={customer.defaultCurrency}
            why={why}
            onAsk={(action) => {
              setAsked({ limit, action })
              setAsking(true)
            }}
          />
        )}
      </ItemList>
      <SetLimitSheet customer={customer} opened={isSetting} onClose={() => setSetting(false)} />
      {asked && (
        <LimitDialog
          key={asked.limit.id}
          limit={asked.limit}
          action={asked.action}
          currency={customer.defaultCurrency}
          opened={isAsking}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}

interface LimitRowProps {
  limit: CreditLimit
  currency: string
  why: string | undefined
  onAsk: (action: LimitAction) => void
}

function LimitRow({ limit, currency, why, onAsk }: LimitRowProps) {
  const { limitAmount, status, reason, approvalReference, changedBy, createdAt } = limit
  const button = (action: LimitAction, label: string, color?: string) => (
    <RowButton label={label} why={why} color={color} onClick={() => onAsk(action)}>
      {label}
    </RowButton>
  )
  return (
    <ItemRow
      title={<MoneyText amount={limitAmount} currency={currency} strong />}
      marks={<CreditLimitBadge limit={limit} />}
      facts={[
        <LimitPeriod key="period" limit={limit} />,
        changedBy && `By ${changedBy}`,
        <span key="set">
          Entered <InstantText instant={createdAt} inSentence />
        </span>,
        approvalReference && `Approved under ${approvalReference}`,
        reason,
      ]}
      actions={
        <>
          {status === 'pending' && button('approve', 'Approve')}
          {status === 'revoked' && button('request', 'Request again')}
          {status !== 'revoked' && button('revoke', 'Revoke', 'red')}
        </>
      }
    />
  )
}

/** The days on which a limit holds, on the company's calendar. */
function LimitPeriod({ limit: { effectiveAt, expiresAt } }: { limit: CreditLimit }) {
  const { company } = useSession()
  const day = (instant: number) => formatDate(todayIn(company.timeZone, new Date(instant)))
  const from = `From ${day(Date.parse(effectiveAt))}`
  // A limit ends at an instant; the day before it is the last one on which it holds.
  return expiresAt ? `${from} until ${day(Date.parse(expiresAt) - 1)}` : from
}
