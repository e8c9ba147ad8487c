import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { FileLink } from '../../../../components/ui/FileLink.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'

interface ReportHeaderProps {
  title: string
  description?: string
  /** Where the same report is a file; left out while nothing is shown. */
  csv?: string | undefined
}

/** The top of a report: what it is, and the paper and the file that can be made of it. */
export function ReportHeader({ title, description, csv }: ReportHeaderProps) {
  return (
    <PageHeader
      title={title}
      breadcrumbs={[{ label: 'Reports', to: '/reports' }]}
      description={description}
      actions={
        csv && (
          <>
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={() => window.print()}
            >
              Print
            </Button>
            <FileLink href={csv} variant="default">
              CSV
            </FileLink>
          </>
        )
      }
    />
  )
}
