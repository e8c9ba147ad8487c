import { createFileRoute } from '@tanstack/react-router'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'

export const Route = createFileRoute('/_dashboard/reports/aging')({ component: Aging })

function Aging() {
  return <PageHeader title="Aging" />
}
