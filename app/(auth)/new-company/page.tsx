import { Button, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { createFileRoute, Link, redirect } from '@tanstack/react-router'
import { useState } from 'react'
import { sessionOptions } from '../../../components/features/session.ts'
import { RefusalAlert } from '../../../components/ui/RefusalAlert.tsx'
import { announceCompany } from '../../(dashboard)/_components/use-company-watch.ts'
import { api, refusalOf } from '../../api.ts'
import { CompanyFields, newCompanyDraft } from '../_components/CompanyFields.tsx'

export const Route = createFileRoute('/_auth/new-company')({
  beforeLoad: async ({ context }) => {
    try {
      await context.queryClient.ensureQueryData(sessionOptions)
    } catch (error) {
      if (refusalOf(error).code === 'not_signed_in') throw redirect({ to: '/sign-in' })
    }
  },
  component: NewCompany,
})

function NewCompany() {
  const { data: session } = useQuery(sessionOptions)
  const [draft, setDraft] = useState(newCompanyDraft)
  const create = useMutation({
    mutationFn: () => {
      const { companyName: name, ...settings } = draft
      return api.company.create({ name, ...settings })
    },
    onSuccess: ({ id }) => {
      announceCompany(id)
      window.location.assign('/')
    },
  })
  const signOut = useMutation({
    mutationFn: () => api.session.signOut(),
    onSuccess: () => window.location.assign('/sign-in'),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate()
      }}
    >
      <title>New company · Platen</title>
      <Stack gap="md">
        <div>
          <Title order={1}>New company</Title>
          <Text c="dimmed">
            {session?.company
              ? `It has its own customers, numbers and books, apart from ${session.company.name}.`
              : 'You do not belong to a company yet. Found one, or ask somebody to add you to theirs.'}
          </Text>
        </div>
        <CompanyFields
          value={draft}
          onChange={setDraft}
          errors={create.error ? refusalOf(create.error).fieldMessages : {}}
        />
        <RefusalAlert error={create.error} />
        <Button type="submit" loading={create.isPending}>
          Found the company
        </Button>
        {session?.company ? (
          <Button component={Link} to="/" variant="subtle">
            Back to {session.company.name}
          </Button>
        ) : (
          <Button variant="subtle" onClick={() => signOut.mutate()}>
            Sign out
          </Button>
        )}
      </Stack>
    </form>
  )
}
