import { lazy, Suspense, useState } from 'react'
import { useSession } from '../../../components/features/session.ts'
import { SidebarMenuButton } from './SidebarMenuButton.tsx'

const loadMenu = async () => ({ default: (await import('./CompanyMenu.tsx')).CompanyMenu })
const CompanyMenu = lazy(loadMenu)

/** The company that is worked for, and the others one belongs to; the menu comes when somebody reaches for it. */
export function CompanySwitcher() {
  const { company } = useSession()
  const [isWanted, setWanted] = useState(false)
  const button = (
    <SidebarMenuButton
      name={company.name}
      aria-label={`Company: ${company.name}`}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void loadMenu()}
      onClick={() => setWanted(true)}
    >
      <strong>{company.name}</strong>
    </SidebarMenuButton>
  )
  return isWanted ? (
    <Suspense fallback={button}>
      <CompanyMenu />
    </Suspense>
  ) : (
    button
  )
}
