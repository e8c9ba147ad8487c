import { useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useMay } from '../../../components/features/session.ts'
import { useSaveKey } from '../../../components/ui/use-save-key.ts'
import { useShortcutKeys, useShortcuts } from '../../../components/ui/use-shortcuts.ts'
import { places } from './navigation.ts'

interface ShellShortcuts {
  openPalette: () => void
  openList: () => void
}

/** The keys that work on every page. */
export function useShellShortcuts({ openPalette, openList }: ShellShortcuts) {
  const navigate = useNavigate()
  const mayDraft = useMay('accounting.invoices.write')
  useShortcutKeys()
  useSaveKey()
  useShortcuts([
    { keys: '?', label: 'Show the shortcuts', run: openList },
    { keys: '/', label: 'Search this list', run: () => focusSearch() || openPalette() },
    ...(mayDraft
      ? [{ keys: 'n', label: 'New invoice', run: () => void navigate({ to: '/invoices/new' }) }]
      : []),
    ...places.map(({ label, key, link }) => ({
      keys: `g ${key}`,
      label: `Go to ${label}`,
      run: () => void navigate(link),
    })),
  ])
  // Ctrl-K and Cmd-K open the palette also while somebody types.
  useHotkeys([['mod+K', openPalette]], [])
}

/** Puts the cursor into the page's own search field; false when it has none. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-page-search]')
  field?.focus()
  field?.select()
  return field !== null
}
