import { Drawer } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { BottomBar } from './BottomBar.tsx'
import { PageAnnouncer } from './PageAnnouncer.tsx'
import classes from './Shell.module.css'
import { ShortcutList } from './ShortcutList.tsx'
import { Sidebar } from './Sidebar.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { useCompanyWatch } from './use-company-watch.ts'
import { useShellShortcuts } from './use-shell-shortcuts.ts'

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }))

/** What stands around every page: sidebar or bottom bar, palette, shortcuts, and the dialog for a lost session. */
export function Shell({ children }: { children: ReactNode }) {
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [isListOpen, setListOpen] = useState(false)
  const wasOpened = useRef(false)
  wasOpened.current ||= isPaletteOpen
  const path = useRouterState({ select: (state) => state.location.pathname })
  // Open for the page it was opened on, so that going somewhere closes it.
  const [drawerPath, setDrawerPath] = useState<string | null>(null)
  useShellShortcuts({ openPalette: () => setPaletteOpen(true), openList: () => setListOpen(true) })
  useCompanyWatch()
  const openPalette = () => {
    setDrawerPath(null)
    setPaletteOpen(true)
  }
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <div className={classes.sidebar}>
        <Sidebar onSearch={openPalette} onShortcuts={() => setListOpen(true)} />
      </div>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <BottomBar onSearch={openPalette} onMore={() => setDrawerPath(path)} />
      <Drawer
        opened={drawerPath === path}
        onClose={() => setDrawerPath(null)}
        position="left"
        size={272}
        title="Platen"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Sidebar onSearch={openPalette} onShortcuts={() => setListOpen(true)} />
      </Drawer>
      <PageAnnouncer />
      <SignInAgain />
      <ShortcutList opened={isListOpen} onClose={() => setListOpen(false)} />
      {wasOpened.current && (
        <Suspense>
          <CommandPalette
            opened={isPaletteOpen}
            onClose={() => setPaletteOpen(false)}
            onShortcuts={() => setListOpen(true)}
          />
        </Suspense>
      )}
    </div>
  )
}
