import { createFileRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/ui/PageHeader.tsx'

export const Route = createFileRoute('/_dashboard/')({ component: Dashboard })

function Dashboard() {
  return <PageHeader title="Dashboard" />
}
