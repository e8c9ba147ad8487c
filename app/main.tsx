import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './theme.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRouter, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepFocus } from '../components/ui/keep-focus.ts'
import { NotFound } from '../components/ui/NotFound.tsx'
import { PageError } from '../components/ui/PageError.tsx'
import { PageSkeleton } from '../components/ui/PageSkeleton.tsx'
import { queryClient, RefusalError } from './api.ts'
import { routeTree } from './routeTree.gen.ts'
import { cssVariables, theme } from './theme.ts'

const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  // The cache of queries decides what is fresh.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 80,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ({ error, reset }) => <PageError error={error} onRetry={reset} />,
  defaultNotFoundComponent: () => <NotFound />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

// After an upgrade the server no longer has the old files; loading the page afresh gets the new ones. Once a minute
// at most: where a file is missing for another reason, its page shows the error.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('platen-reloaded-at') ?? 0)
  if (Date.now() - last < 60_000) return
  sessionStorage.setItem('platen-reloaded-at', String(Date.now()))
  window.location.reload()
})

// Same key as in public/early.js, which runs before the first paint.
const colorSchemeManager = localStorageColorSchemeManager({ key: 'platen-color-scheme' })

keepFocus(document)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')
createRoot(root, {
  // A refusal is shown on the page and is no mistake of it.
  onCaughtError: (error) => {
    if (!(error instanceof RefusalError)) console.error(error)
  },
}).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-center" limit={3} autoClose={5_000} transitionDuration={120} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
