import { Button } from '@mantine/core'
import { IconFileImport, IconUserPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { z } from 'zod'
import { notAllowed, useMay, useSession } from '../../../components/features/session.ts'
import { ClosedButton } from '../../../components/ui/ClosedButton.tsx'
import { DataTable } from '../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../components/ui/EmptyState.tsx'
import { FileLink } from '../../../components/ui/FileLink.tsx'
import { PageHeader } from '../../../components/ui/PageHeader.tsx'
import { rowsOf } from '../../../components/ui/rows-of.ts'
import { customerStatuses } from '../../../contract/customers.ts'
import { byCursor, query } from '../../api.ts'
import { CustomersToolbar } from './_components/CustomersToolbar.tsx'
import { customerColumns } from './_components/customer-columns.tsx'

const search = z.object({
  q: z.string().max(200).optional().catch(undefined),
  status: z.enum(customerStatuses).optional().catch(undefined),
  group: z.uuid().optional().catch(undefined),
})

export const Route = createFileRoute('/_dashboard/customers')({
  validateSearch: search,
  component: Customers,
})

/** Everybody the shop works for, by name, with what they owe. */
function Customers() {
  const { q = '', status, group } = Route.useSearch()
  const { company } = useSession()
  const navigate = Route.useNavigate()
  const show = (change: z.infer<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
  const customers = useInfiniteQuery({
    ...query.customers.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        q: q || undefined,
        status,
        groupId: group,
        limit: 50,
        cursor,
      }),
      ...byCursor,
    }),
    placeholderData: keepPreviousData,
  })
  const isNarrowed = q !== '' || status !== undefined || group !== undefined
  const showAll = (
    <Button variant="default" onClick={() => show({ q: undefined, status: undefined, group: undefined })}>
      Show all customers
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Customers"
        actions={
          <>
            <ImportLink />
            <FileLink href={exportPath({ q, status, groupId: group })} variant="default">
              {isNarrowed ? 'Export these' : 'Export'}
            </FileLink>
            <NewCustomer />
          </>
        }
      />
      <CustomersToolbar
        q={q}
        status={status}
        onSearch={(text) => show({ q: text || undefined })}
        onStatus={(next) => show({ status: next })}
        group={group}
        onGroup={(next) => show({ group: next })}
      />
      <DataTable
        label="Customers"
        columns={customerColumns(company.currency)}
        rowKey={(customer) => customer.id}
        rowLink={(customer) => ({ to: '/customers/$id', params: { id: customer.id } })}
        empty={
          isNarrowed ? (
            <EmptyState
              title={q ? `No customer matches “${q}”` : 'No customer of this kind'}
              action={showAll}
            >
              {q
                ? 'The search looks at name, number, phone and e-mail, and at their contacts.'
                : 'None has the status or group that was chosen.'}
            </EmptyState>
          ) : (
            <EmptyState title="No customers yet" action={<NewCustomer />}>
              An invoice needs somebody to bill: begin with the shop’s best customer.
            </EmptyState>
          )
        }
        {...rowsOf(customers)}
      />
    </>
  )
}

/** The file of those who are listed. */
function exportPath(filters: Record<string, string | undefined>): string {
  const given = Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const asked = new URLSearchParams(given).toString()
  return `/api/v1/customers/export${asked && `?${asked}`}`
}

function ImportLink() {
  const mayImport = useMay('accounting.import.run')
  const icon = <IconFileImport size={16} aria-hidden />
  return mayImport ? (
    <Button component={Link} to="/customers/import" variant="default" leftSection={icon}>
      Import
    </Button>
  ) : (
    <ClosedButton why={notAllowed} onClick={() => undefined} variant="default" leftSection={icon}>
      Import
    </ClosedButton>
  )
}

function NewCustomer() {
  const mayWrite = useMay('accounting.customers.write')
  const icon = <IconUserPlus size={16} aria-hidden />
  return mayWrite ? (
    <Button component={Link} to="/customers/new" leftSection={icon}>
      New Customer
    </Button>
  ) : (
    <ClosedButton why={notAllowed} onClick={() => undefined} leftSection={icon}>
      New Customer
    </ClosedButton>
  )
}
