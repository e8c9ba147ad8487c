import { Stack } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { query } from '../../api.ts'
import { BooksPanel } from './_components/BooksPanel.tsx'
import { CompanyPanel } from './_components/CompanyPanel.tsx'
import { NumbersPanel } from './_components/NumbersPanel.tsx'

export const Route = createFileRoute('/_dashboard/settings/')({
  loader: ({ context }) => context.queryClient.ensureQueryData(query.company.show.queryOptions()),
  component: CompanySettings,
})

function CompanySettings() {
  const { data: company } = useSuspenseQuery(query.company.show.queryOptions())
  return (
    <Stack gap="md" maw={680}>
      <title>Company settings · Platen</title>
      <CompanyPanel company={company} />
      <NumbersPanel company={company} />
      <BooksPanel company={company} />
    </Stack>
  )
}
