import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { createFileRoute, redirect } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { RefusalAlert } from '../../../components/ui/RefusalAlert.tsx'
import { api, query } from '../../api.ts'
import { useEnter } from '../_components/use-enter.ts'

export const Route = createFileRoute('/_auth/sign-in')({
  // Only an address of our own: one slash and no second one, which would lead to another host.
  validateSearch: z.object({
    next: z
      .string()
      .regex(/^\/(?![/\\])/)
      .optional()
      .catch(undefined),
  }),
  loader: async ({ context }) => {
    const state = await context.queryClient.fetchQuery(query.session.signUpState.queryOptions())
    if (state.open) throw redirect({ to: '/sign-up' })
    return state
  },
  component: SignIn,
})

function SignIn() {
  const { next } = Route.useSearch()
  const { demo } = Route.useLoaderData()
  const enter = useEnter()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: (input: { email: string; password: string }) => api.session.signIn(input),
    onSuccess: (session) => enter(session, next),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate({ email, password })
      }}
    >
      <title>Sign in · Platen</title>
      <Stack gap="md">
        <Title order={1}>Sign in</Title>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <RefusalAlert error={signIn.error} />
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
        {demo && (
          <>
            <Button variant="default" disabled={signIn.isPending} onClick={() => signIn.mutate(demo)}>
              Look around in the demo shop
            </Button>
            <Text size="xs" c="dimmed">
              Signs in as {demo.email}. What you try there stays in the demo.
            </Text>
          </>
        )}
      </Stack>
    </form>
  )
}
