import { Stack } from '@mantine/core'
import { createFileRoute } from '@tanstack/react-router'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { FileDrop } from '../../../../components/ui/FileDrop.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { ImportActions } from './_components/ImportActions.tsx'
import { ImportHelp } from './_components/ImportHelp.tsx'
import { ImportProgress } from './_components/ImportProgress.tsx'
import { ImportTable } from './_components/ImportTable.tsx'
import { LeaveImportDialog } from './_components/LeaveImportDialog.tsx'
import { useCustomerImport } from './_components/use-customer-import.ts'

export const Route = createFileRoute('/_dashboard/customers/import')({ component: ImportCustomers })

/** Customers out of a CSV file: first what would become of each line, then the import. */
function ImportCustomers() {
  const mayImport = useMay('accounting.import.run')
  const work = useCustomerImport()
  const { state } = work
  const isIdle = state.step === 'idle'
  return (
    <>
      <PageHeader
        title="Import customers"
        breadcrumbs={[{ label: 'Customers', to: '/customers' }]}
        description={
          isIdle
            ? 'From a CSV file, with contacts and addresses. You see what would become of each line before anything is kept.'
            : state.fileName
        }
        actions={!isIdle && <ImportActions work={work} />}
      />
      <Stack gap="md">
        <RefusalAlert error={state.error} />
        {isIdle ? (
          <>
            <FileDrop
              label="Choose a CSV file"
              accept=".csv,.tsv,.txt,text/csv"
              why={mayImport ? undefined : notAllowed}
              onFile={(file) => void work.look(file)}
            />
            <ImportHelp />
          </>
        ) : (
          <>
            <ImportProgress state={state} onStop={work.stop} onResume={work.resume} />
            {state.lines.length > 0 && <ImportTable lines={state.lines} />}
          </>
        )}
      </Stack>
      <LeaveImportDialog state={state} />
    </>
  )
}
