import { useEffect } from 'react'
import { useSession } from '../../../components/features/session.ts'

const channelName = 'platen-company'

/**
 * The session, not the tab, knows the company. When another tab switches it or signs out, this one loads afresh, so
 * that nobody writes into a company that is not the one on the screen.
 */
export function useCompanyWatch() {
  const companyId = useSession().company.id
  useEffect(() => {
    const channel = new BroadcastChannel(channelName)
    channel.onmessage = ({ data }) => {
      if (data !== companyId) window.location.assign('/')
    }
    return () => channel.close()
  }, [companyId])
}

/** Tells the other tabs which company the session now works for; null after signing out. */
export function announceCompany(companyId: string | null) {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(companyId)
  channel.close()
}
