import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { api, refusalOf } from '../../api.ts'
import { announceCompany } from './use-company-watch.ts'

/** Works for another company from now on, in every tab. The page is loaded afresh: nothing of the old one stays. */
export function useSwitchCompany() {
  return useMutation({
    mutationFn: (input: { companyId: string }) => api.session.switchCompany(input),
    onSuccess: ({ company }) => {
      announceCompany(company?.id ?? null)
      window.location.assign('/')
    },
    onError: (error) => {
      const { title, message } = refusalOf(error)
      notifications.show({ title, message, color: 'red', role: 'alert' })
    },
  })
}
