import { lazy, Suspense, useState } from 'react'
import { useSession } from '../../../components/features/session.ts'
import { roleLabels } from '../../../contract/permissions.ts'
import { SidebarMenuButton } from './SidebarMenuButton.tsx'

const loadMenu = async () => ({ default: (await import('./AccountMenu.tsx')).AccountMenu })
const AccountMenu = lazy(loadMenu)

/** Who is signed in, the colour scheme, and the way out; the menu comes when somebody reaches for it. */
export function UserMenu() {
  const { user, role } = useSession()
  const [isWanted, setWanted] = useState(false)
  const button = (
    <SidebarMenuButton
      isRound
      name={user.name}
      aria-label={`Account: ${user.name}`}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void loadMenu()}
      onClick={() => setWanted(true)}
    >
      <span>{user.name}</span>
      {role && <small>{roleLabels[role]}</small>}
    </SidebarMenuButton>
  )
  return isWanted ? (
    <Suspense fallback={button}>
      <AccountMenu />
    </Suspense>
  ) : (
    button
  )
}
