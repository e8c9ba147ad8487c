import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { bucketName } from '../../../../../components/features/bucket-name.ts'
import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import { type Column, DataTable } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import type { AgingSnapshot } from '../../../../../contract/aging-snapshots.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { agingBuckets } from '../../../../../contract/reports.ts'
import { formatDate } from '../../../../../invoicing/calendar/calendar.ts'
import { api, query } from '../../../../api.ts'
import { TabHead } from './TabHead.tsx'
import { useWhyNot } from './use-why-not.ts'

const rowsAtOnce = 12

/** The agings of a customer that were kept: each night while they owe something, with each statement, and on demand. */
export function AgingSnapshots({ customer }: { customer: Customer }) {
  const [count, setCount] = useState(rowsAtOnce)
  const snapshots = useQuery(query.agingSnapshots.list.queryOptions({ input: { customerId: customer.id } }))
  const why = useWhyNot('accounting.statements.write')
  const take = useWrite(api.agingSnapshots.create, {
    toast: ({ snapshotDate }) => `The aging of ${formatDate(snapshotDate)} is kept`,
  })
  const takeButton = (
    <ClosedButton
      why={why}
      variant="default"
      loading={take.isPending}
      onClick={() => take.mutate({ customerId: customer.id })}
    >
      Take snapshot
    </ClosedButton>
  )
  const rows = snapshots.data?.data
  return (
    <section aria-labelledby="aging-snapshots">
      <Title order={2} id="aging-snapshots" size="md" mt="xl" mb={4}>
        Aging snapshots
      </Title>
      <TabHead actions={rows?.length !== 0 && takeButton}>
        What was owed, by age, as it was seen at that moment. What is posted later changes none of them.
      </TabHead>
      <DataTable
        label={`Aging snapshots of ${customer.name}`}
        columns={snapshotColumns(customer)}
        rows={rows?.slice(0, count)}
        rowKey={({ id }) => id}
        hasMore={rows !== undefined && count < rows.length}
        onMore={() => setCount(count + rowsAtOnce)}
        error={snapshots.error}
        onRetry={() => void snapshots.refetch()}
        empty={
          <EmptyState title="No snapshots yet" action={takeButton}>
            A snapshot keeps what is owed today, by age. One is taken each night while something is owed.
          </EmptyState>
        }
      />
    </section>
  )
}

function snapshotColumns({ id, defaultCurrency }: Customer): Column<AgingSnapshot>[] {
  const money = (
    key: (typeof agingBuckets)[number] | 'unappliedCredit' | 'balance',
    header: string,
  ): Column<AgingSnapshot> => ({
    key,
    header,
    align: 'right',
    width: 96,
    phone: key === 'balance' ? 'amount' : undefined,
    cell: (snapshot) => (
      <MoneyText
        amount={snapshot[key]}
        currency={snapshot.currency}
        display="none"
        zeroAsDash={key !== 'balance'}
        strong={key === 'balance'}
      />
    ),
  })
  return [
    { key: 'date', header: 'Day', phone: 'who', cell: ({ snapshotDate }) => formatDate(snapshotDate) },
    {
      key: 'via',
      header: 'Kept',
      width: 148,
      phone: 'status',
      cell: (snapshot) => <Origin snapshot={snapshot} customerId={id} />,
    },
    ...agingBuckets.map((bucket) => money(bucket, bucketName(bucket))),
    money('unappliedCredit', 'Credit'),
    { ...money('balance', `Balance ${defaultCurrency}`), width: 120 },
  ]
}

/** How a snapshot came to be; that of a statement leads to it. */
function Origin({ snapshot, customerId }: { snapshot: AgingSnapshot; customerId: string }) {
  const { statementId, generatedVia, generatedBy } = snapshot
  if (statementId !== null) {
    return (
      <Link to="/customers/$id/statements/$statementId" params={{ id: customerId, statementId }}>
        With a statement
      </Link>
    )
  }
  return generatedVia === 'scheduled' ? 'At night' : `By ${generatedBy ?? 'somebody'}`
}
