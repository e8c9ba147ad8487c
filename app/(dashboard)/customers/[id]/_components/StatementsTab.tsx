import { Button, Checkbox } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import { type Column, DataTable } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import type { Customer } from '../../../../../contract/customers.ts'
import type { StatementSummary } from '../../../../../contract/statements.ts'
import { currencySymbol } from '../../../../../invoicing/money/money.ts'
import { query } from '../../../../api.ts'
import { AgingSnapshots } from './AgingSnapshots.tsx'
import { GenerateSheet } from './GenerateSheet.tsx'
import { statementPeriod } from './statement-period.ts'
import { TabHead } from './TabHead.tsx'
import { useWhyNot } from './use-why-not.ts'

/** What the customer was told they owe, period by period. */
export function StatementsTab({ customer }: { customer: Customer }) {
  const [isWithArchived, setWithArchived] = useState(false)
  const [isGenerating, setGenerating] = useState(false)
  const statements = useQuery({
    ...query.statements.list.queryOptions({
      input: { customerId: customer.id, includeArchived: isWithArchived ? 'true' : undefined },
    }),
    placeholderData: keepPreviousData,
  })
  const why = useWhyNot('accounting.statements.write')
  const generate = (
    <ClosedButton why={why} variant="default" onClick={() => setGenerating(true)}>
      Generate statement
    </ClosedButton>
  )
  const rows = statements.data?.data
  return (
    <>
      <TabHead
        actions={
          <>
            <Checkbox
              label="Show archived"
              checked={isWithArchived}
              onChange={(event) => setWithArchived(event.currentTarget.checked)}
            />
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/reports/statement-of-account" search={{ customer: customer.id }} {...props} />
              )}
            >
              Account
            </Button>
            {rows?.length !== 0 && generate}
          </>
        }
      >
        The days of a statement are closed: what comes later for them posts after its last day.
      </TabHead>
      <DataTable
        label={`Statements of ${customer.name}`}
        columns={statementColumns(customer.defaultCurrency)}
        rows={rows}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({
          to: '/customers/$id/statements/$statementId',
          params: { id: customer.id, statementId: id },
        })}
        error={statements.error}
        onRetry={() => void statements.refetch()}
        isRefreshing={statements.isPlaceholderData}
        empty={
          <EmptyState title="No statements yet" action={generate}>
            A statement says what was owed, invoiced and paid in a period, and what is owed at its end.
          </EmptyState>
        }
      />
      <AgingSnapshots customer={customer} />
      <GenerateSheet customer={customer} opened={isGenerating} onClose={() => setGenerating(false)} />
    </>
  )
}

function statementColumns(currency: string): Column<StatementSummary>[] {
  const sign = currencySymbol(currency)
  const money = (
    key: 'openingBalance' | 'totalInvoiced' | 'totalPaid' | 'totalCreditNotes' | 'closingBalance',
    header: string,
  ): Column<StatementSummary> => ({
    key,
    header: `${header}, ${sign}`,
    align: 'right',
    width: 116,
    phone: key === 'closingBalance' ? 'amount' : undefined,
    cell: (statement) => (
      <MoneyText
        amount={statement[key]}
        currency={currency}
        display="none"
        zeroAsDash={key !== 'closingBalance'}
        strong={key === 'closingBalance'}
      />
    ),
  })
  return [
    { key: 'period', header: 'Period', phone: 'who', cell: statementPeriod },
    {
      key: 'generated',
      header: 'Generated',
      width: 188,
      phone: 'status',
      cell: ({ generatedAt, archivedAt }) => (
        <>
          <InstantText instant={generatedAt} />
          {archivedAt && ' · Archived'}
        </>
      ),
    },
    money('openingBalance', 'Opening'),
    money('totalInvoiced', 'Invoiced'),
    money('totalPaid', 'Paid'),
    money('totalCreditNotes', 'Credited'),
    money('closingBalance', 'Closing'),
  ]
}
