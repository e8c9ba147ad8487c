import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { sessionOptions } from '../../../components/features/session.ts'
import type { SignedIn } from '../../../contract/session.ts'

/** Goes in with a fresh session, to where one wanted to go. Nothing read for somebody else is kept. */
export function useEnter() {
  const client = useQueryClient()
  const router = useRouter()
  return (session: SignedIn, next = '/') => {
    client.clear()
    client.setQueryData(sessionOptions.queryKey, session)
    router.history.push(next)
  }
}
