import { createFileRoute, isRedirect, Outlet, redirect } from '@tanstack/react-router'
import { sessionOptions } from '../../components/features/session.ts'
import { refusalOf } from '../api.ts'
import { Shell } from './_components/Shell.tsx'

export const Route = createFileRoute('/_dashboard')({
  beforeLoad: async ({ context, location }) => {
    try {
      const session = await context.queryClient.ensureQueryData(sessionOptions)
      if (!session.company) throw redirect({ to: '/new-company' })
    } catch (error) {
      if (isRedirect(error)) throw error
      const refusal = refusalOf(error)
      if (refusal.code === 'no_company') throw redirect({ to: '/new-company' })
      if (refusal.code !== 'not_signed_in') throw refusal
      throw redirect({ to: '/sign-in', search: { next: location.href } })
    }
  },
  component: DashboardLayout,
})

function DashboardLayout() {
  return (
    <Shell>
      <Outlet />
    </Shell>
  )
}
