import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useSession } from '../../../components/features/session.ts'
import { RefusalAlert } from '../../../components/ui/RefusalAlert.tsx'
import { api, onSessionLost } from '../../api.ts'

/**
 * Comes over the page when the session ended while somebody works. The same person signs in for the same company, and
 * what they were doing goes on; nothing typed is lost.
 */
export function SignInAgain() {
  const { user, company } = useSession()
  const [isAsking, setAsking] = useState(false)
  const [password, setPassword] = useState('')
  const waiting = useRef<((isSignedIn: boolean) => void)[]>([])

  const answer = (isSignedIn: boolean) => {
    setAsking(false)
    setPassword('')
    for (const resolve of waiting.current.splice(0)) resolve(isSignedIn)
  }
  const signIn = useMutation({
    mutationFn: async () => {
      const session = await api.session.signIn({ email: user.email ?? '', password })
      if (session.company?.id !== company.id) await api.session.switchCompany({ companyId: company.id })
    },
    onSuccess: () => answer(true),
  })

  useEffect(
    () =>
      onSessionLost(() => {
        setAsking(true)
        return new Promise((resolve) => waiting.current.push(resolve))
      }),
    [],
  )

  return (
    <Modal
      opened={isAsking}
      onClose={() => answer(false)}
      title="Your session has ended"
      closeOnClickOutside={false}
      zIndex={400}
      size={400}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate()
        }}
      >
        <Stack gap="md">
          <Text>Sign in again as {user.email} to go on. What you typed is still there.</Text>
          <PasswordInput
            label="Password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            data-autofocus
            required
          />
          <RefusalAlert error={signIn.error} />
          <Button type="submit" loading={signIn.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
