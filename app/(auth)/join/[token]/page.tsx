import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { api, refusalOf } from '../../../api.ts'
import { useEnter } from '../../_components/use-enter.ts'

export const Route = createFileRoute('/_auth/join/$token')({ component: Join })

function Join() {
  const { token } = Route.useParams()
  const enter = useEnter()
  const [password, setPassword] = useState('')
  const join = useMutation({
    mutationFn: () => api.session.acceptInvitation({ token, password }),
    onSuccess: (session) => enter(session),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        join.mutate()
      }}
    >
      <title>Join · Platen</title>
      <Stack gap="md">
        <div>
          <Title order={1}>You have been invited</Title>
          <Text c="dimmed">Choose a password, and you are in. The link works once.</Text>
        </div>
        <PasswordInput
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          minLength={10}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={join.error ? refusalOf(join.error).fieldMessages.password : undefined}
          required
          withAsterisk={false}
          autoFocus
        />
        <RefusalAlert error={join.error} />
        <Button type="submit" loading={join.isPending}>
          Join
        </Button>
      </Stack>
    </form>
  )
}
