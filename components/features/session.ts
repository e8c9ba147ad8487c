import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { query } from '../../app/api.ts'
import type { Permission } from '../../contract/permissions.ts'
import type { SignedIn } from '../../contract/session.ts'

/** Who is signed in. Looked at again whenever the window comes back, because the company's day may have changed. */
export const sessionOptions = queryOptions({
  ...query.session.show.queryOptions(),
  staleTime: 60_000,
  refetchOnWindowFocus: 'always',
  refetchInterval: 10 * 60_000,
})

export type Session = Omit<SignedIn, 'company'> & { company: NonNullable<SignedIn['company']> }

/** The session inside the dashboard, where a company is always chosen. `company.today` is the only "today" there is. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionOptions)
  const { company } = data
  if (!company) throw new Error('No company is chosen')
  return { ...data, company }
}

/** The company's day now, as YYYY-MM-DD. */
export function useToday(): string {
  return useSession().company.today
}

/** Whether the caller may do something; a closed button says `whyNot` instead of vanishing. */
export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission)
}

/** What a button says that is closed for lack of a permission. */
export const notAllowed = 'Your role does not allow this. An owner or admin can change that under Settings.'
