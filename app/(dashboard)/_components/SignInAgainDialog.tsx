import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../components/features/session.ts'
import { RefusalAlert } from '../../../components/ui/RefusalAlert.tsx'
import { useOpensAfterMount } from '../../../components/ui/use-opens-after-mount.ts'
import { api } from '../../api.ts'

interface SignInAgainDialogProps {
  opened: boolean
  /** Whether the same person is signed in again, for the same company. */
  onAnswer: (isSignedIn: boolean) => void
}

/** Comes over the page; what was being done goes on afterwards, and nothing typed is lost. */
export function SignInAgainDialog({ opened, onAnswer }: SignInAgainDialogProps) {
  const { user, company } = useSession()
  const [password, setPassword] = useState('')
  const answer = (isSignedIn: boolean) => {
    setPassword('')
    onAnswer(isSignedIn)
  }
  const signIn = useMutation({
    mutationFn: async () => {
      const session = await api.session.signIn({ email: user.email ?? '', password })
      if (session.company?.id !== company.id) await api.session.switchCompany({ companyId: company.id })
    },
    onSuccess: () => answer(true),
  })
  return (
    <Modal
      opened={useOpensAfterMount(opened)}
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
            withAsterisk={false}
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
