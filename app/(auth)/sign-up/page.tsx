import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { createFileRoute, redirect } from '@tanstack/react-router'
import { useState } from 'react'
import { RefusalAlert } from '../../../components/ui/RefusalAlert.tsx'
import { api, query, refusalOf } from '../../api.ts'
import { CompanyFields, newCompanyDraft } from '../_components/CompanyFields.tsx'
import { useEnter } from '../_components/use-enter.ts'

export const Route = createFileRoute('/_auth/sign-up')({
  loader: async ({ context }) => {
    const { open } = await context.queryClient.fetchQuery(query.session.signUpState.queryOptions())
    if (!open) throw redirect({ to: '/sign-in' })
  },
  component: SignUp,
})

function SignUp() {
  const enter = useEnter()
  const [person, setPerson] = useState({ name: '', email: '', password: '' })
  const [company, setCompany] = useState(newCompanyDraft)
  const signUp = useMutation({
    mutationFn: () => api.session.signUp({ ...person, ...company }),
    onSuccess: (session) => enter(session),
  })
  const errors = signUp.error ? refusalOf(signUp.error).fieldMessages : {}
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        signUp.mutate()
      }}
    >
      <title>Welcome · Platen</title>
      <Stack gap="md">
        <div>
          <Title order={1}>Welcome to Platen</Title>
          <Text c="dimmed">You are the first one here, so you become the owner.</Text>
        </div>
        <TextInput
          label="Your name"
          autoComplete="name"
          value={person.name}
          onChange={(event) => setPerson({ ...person, name: event.currentTarget.value })}
          error={errors.name}
          required
          withAsterisk={false}
          autoFocus
        />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          value={person.email}
          onChange={(event) => setPerson({ ...person, email: event.currentTarget.value })}
          error={errors.email}
          required
          withAsterisk={false}
        />
        <PasswordInput
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          minLength={10}
          value={person.password}
          onChange={(event) => setPerson({ ...person, password: event.currentTarget.value })}
          error={errors.password}
          required
          withAsterisk={false}
        />
        <CompanyFields value={company} onChange={setCompany} errors={{ ...errors, name: undefined }} />
        <RefusalAlert error={signUp.error} />
        <Button type="submit" loading={signUp.isPending}>
          Start
        </Button>
      </Stack>
    </form>
  )
}
