import { Alert, Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { InstantText } from '../../../../../../components/features/RelativeDate.tsx'
import { CopyButton } from '../../../../../../components/ui/CopyButton.tsx'
import { FileLink } from '../../../../../../components/ui/FileLink.tsx'
import { PageHeader } from '../../../../../../components/ui/PageHeader.tsx'
import { Panel } from '../../../../../../components/ui/Panel.tsx'
import type { Statement } from '../../../../../../contract/statements.ts'
import { query } from '../../../../../api.ts'
import { statementPeriod } from '../../_components/statement-period.ts'
import { StatementDocument } from './_components/StatementDocument.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/customers/$id/statements/$statementId')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(statementOptions(params)),
  component: StatementPage,
})

const statementOptions = ({ id, statementId }: { id: string; statementId: string }) =>
  query.statements.show.queryOptions({ input: { customerId: id, statementId } })

/** One statement, as it was issued: the paper first, its proof below. */
function StatementPage() {
  const { data: statement } = useSuspenseQuery(statementOptions(Route.useParams()))
  return (
    <>
      <PageHeader
        title={`Statement ${statementPeriod(statement)}`}
        breadcrumbs={[
          { label: 'Customers', to: '/customers' },
          { label: statement.customerName, to: '/customers/$id', params: { id: statement.customerId } },
        ]}
        actions={<StatementActions statement={statement} />}
      />
      {statement.archivedAt && (
        <Alert color="gray" variant="light" mb="md" p="sm" title="This statement is archived">
          A later one of the same period took its place{' '}
          <InstantText instant={statement.archivedAt} inSentence />. It stays here as it was issued.
        </Alert>
      )}
      <div className={classes.statement}>
        <StatementDocument statement={statement} />
        <Proof statement={statement} />
      </div>
    </>
  )
}

function StatementActions({ statement: { id, customerId } }: { statement: Statement }) {
  const path = `/api/v1/customers/${customerId}/statements/${id}`
  return (
    <>
      <FileLink href={`${path}/csv`} variant="default">
        CSV
      </FileLink>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        Print
      </Button>
      <FileLink href={`${path}/pdf`}>PDF</FileLink>
    </>
  )
}

function Proof({ statement }: { statement: Statement }) {
  const { checksum, generatedAt, generatedBy } = statement
  return (
    <Panel title="Checksum" aside={<CopyButton value={checksum} label="Copy the checksum" />}>
      <code className={classes.checksum}>{checksum}</code>
      <p className={classes.fact}>
        SHA-256 over what the statement says. Generated <InstantText instant={generatedAt} inSentence />
        {generatedBy && ` by ${generatedBy}`}.
      </p>
    </Panel>
  )
}
