import { useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, useState } from 'react'
import { BottomBar } from './BottomBar.tsx'
import { OnceOpened } from './OnceOpened.tsx'
import { PageAnnouncer } from './PageAnnouncer.tsx'
import classes from './Shell.module.css'
import { Sidebar } from './Sidebar.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { useCompanyWatch } from './use-company-watch.ts'
import { useShellShortcuts } from './use-shell-shortcuts.ts'
import { useTypeAhead } from './use-type-ahead.ts'

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }))
const PhoneDrawer = lazy(async () => ({ default: (await import('./PhoneDrawer.tsx')).PhoneDrawer }))
const ShortcutList = lazy(async () => ({ default: (await import('./ShortcutList.tsx')).ShortcutList }))

/** What stands around every page: sidebar or bottom bar, palette, shortcuts, and the dialog for a lost session. */
export function Shell({ children }: { children: ReactNode }) {
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [isListOpen, setListOpen] = useState(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  // Open for the page it was opened on, so that going somewhere closes it.
  const [drawerPath, setDrawerPath] = useState<string | null>(null)
  const isDrawerOpen = drawerPath === path
  const openList = () => setListOpen(true)
  const typeAhead = useTypeAhead()
  const openPalette = () => {
    if (!isPaletteOpen) typeAhead.start(() => setPaletteOpen(false))
    setDrawerPath(null)
    setPaletteOpen(true)
  }
  useShellShortcuts({ openPalette, openList })
  useCompanyWatch()
  const sidebar = <Sidebar onSearch={openPalette} onShortcuts={openList} />
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <div className={classes.sidebar}>{sidebar}</div>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <BottomBar onSearch={openPalette} onMore={() => setDrawerPath(path)} />
      <PageAnnouncer />
      <SignInAgain />
      <OnceOpened opened={isDrawerOpen}>
        <PhoneDrawer opened={isDrawerOpen} onClose={() => setDrawerPath(null)}>
          {sidebar}
        </PhoneDrawer>
      </OnceOpened>
      <OnceOpened opened={isListOpen}>
        <ShortcutList opened={isListOpen} onClose={() => setListOpen(false)} />
      </OnceOpened>
      <OnceOpened opened={isPaletteOpen}>
        <CommandPalette
          opened={isPaletteOpen}
          takeTyped={typeAhead.take}
          onClose={() => setPaletteOpen(false)}
          onShortcuts={() => setListOpen(true)}
        />
      </OnceOpened>
    </div>
  )
}
