import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core'

/*
 * The visual language, decided once: calm, dense, exact. Four sizes (12, 14, 16, and 24 for the one number that
 * matters), two weights (400, 600), zinc neutrals, one accent (cyan), emerald for money that came. Everything that is
 * coloured takes its colour from a variable below, so that both schemes keep a contrast of 4.5 to 1.
 */

const zinc: MantineColorsTuple = [
  '#fafafa',
  '#f4f4f5',
  '#e4e4e7',
  '#d4d4d8',
  '#a1a1aa',
  '#71717a',
  '#52525b',
  '#3f3f46',
  '#27272a',
  '#18181b',
]

/** Mantine reads this backwards: 0 is text, 4 lines, 6 fields, 7 the ground. */
const dark: MantineColorsTuple = [
  '#f4f4f5',
  '#d4d4d8',
  '#a1a1aa',
  '#71717a',
  '#3f3f46',
  '#2e2e33',
  '#1f1f23',
  '#18181b',
  '#111113',
  '#09090b',
]

const cyan: MantineColorsTuple = [
  '#ecfeff',
  '#cffafe',
  '#a5f3fc',
  '#67e8f9',
  '#22d3ee',
  '#06b6d4',
  '#0891b2',
  '#0e7490',
  '#155e75',
  '#164e63',
]

const emerald: MantineColorsTuple = [
  '#ecfdf5',
  '#d1fae5',
  '#a7f3d0',
  '#6ee7b7',
  '#34d399',
  '#10b981',
  '#059669',
  '#047857',
  '#065f46',
  '#064e3b',
]

const rose: MantineColorsTuple = [
  '#fff1f2',
  '#ffe4e6',
  '#fecdd3',
  '#fda4af',
  '#fb7185',
  '#f43f5e',
  '#e11d48',
  '#be123c',
  '#9f1239',
  '#881337',
]

const amber: MantineColorsTuple = [
  '#fffbeb',
  '#fef3c7',
  '#fde68a',
  '#fcd34d',
  '#fbbf24',
  '#f59e0b',
  '#d97706',
  '#b45309',
  '#92400e',
  '#78350f',
]

/** In the dark, fills are bright and carry dark words; the variable knows the scheme. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input)
  return input.variant === 'filled' ? { ...resolved, color: 'var(--platen-on-fill)' } : resolved
}

export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'cyan',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver,
  colors: { gray: zinc, dark, cyan, emerald, rose, red: rose, amber },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '24px' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.25' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '16px', lineHeight: '1.4' },
      h2: { fontSize: '14px', lineHeight: '1.45' },
      h3: { fontSize: '14px', lineHeight: '1.45' },
    },
  },
  breakpoints: { xs: '30em', sm: '48em', md: '62em', lg: '75em', xl: '88em' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      // Only the one primary button speaks up.
      styles: (_theme: unknown, { variant = 'filled' }: { variant?: string }) => ({
        root: { fontWeight: variant === 'filled' ? 600 : 400 },
      }),
    },
    Checkbox: { defaultProps: { iconColor: 'var(--platen-on-fill)' } },
    Radio: { defaultProps: { iconColor: 'var(--platen-on-fill)' } },
    Drawer: { defaultProps: { transitionProps: { duration: 140 } } },
    Modal: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' }, centered: true } },
    Tooltip: {
      defaultProps: { openDelay: 300, withArrow: false, events: { hover: true, focus: true, touch: true } },
    },
    // Without the placeholder the first item has the focus, as the menu pattern asks for.
    Menu: {
      defaultProps: { transitionProps: { duration: 80 }, shadow: 'md', withInitialFocusPlaceholder: false },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Combobox: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } },
    InputWrapper: { styles: { label: { fontWeight: 600, marginBottom: 4 } } },
    Anchor: { defaultProps: { underline: 'hover' } },
  },
})

/** Variables of our own, in both schemes. `text` on `fill` has a contrast of at least 4.5 to 1 in each status. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--platen-sidebar-width': '216px',
    '--platen-row-height': '38px',
  },
  light: {
    '--mantine-color-body': '#fafafa',
    '--mantine-color-text': '#18181b',
    '--mantine-color-dimmed': '#5d5d66',
    '--mantine-color-placeholder': '#71717a',
    '--mantine-color-anchor': '#0e7490',
    '--mantine-color-error': '#be123c',
    '--mantine-color-default-border': '#d4d4d8',
    '--platen-on-fill': '#ffffff',
    '--platen-panel': '#ffffff',
    '--platen-sidebar': '#f4f4f5',
    '--platen-hover': '#f4f4f5',
    '--platen-selected': '#ecfeff',
    '--platen-line': '#e4e4e7',
    '--platen-accent': '#0891b2',
    '--platen-accent-text': '#0e7490',
    '--platen-came-text': '#047857',
    '--platen-owed-text': '#9f1239',
    '--platen-draft-text': '#3f3f46',
    '--platen-draft-fill': '#ececef',
    '--platen-sent-text': '#155e75',
    '--platen-sent-fill': '#cffafe',
    '--platen-partial-text': '#854d0e',
    '--platen-partial-fill': '#fef3c7',
    '--platen-paid-text': '#065f46',
    '--platen-paid-fill': '#d1fae5',
    '--platen-credited-text': '#115e59',
    '--platen-credited-fill': '#ccfbf1',
    '--platen-void-text': '#52525b',
    '--platen-void-fill': 'transparent',
    '--platen-overdue-text': '#9f1239',
    '--platen-overdue-fill': '#ffe4e6',
    '--platen-age-0': '#0891b2',
    '--platen-age-1': '#f0b429',
    '--platen-age-2': '#f08c3a',
    '--platen-age-3': '#ea5c6b',
    '--platen-age-4': '#be123c',
  },
  dark: {
    '--mantine-color-body': '#111113',
    '--mantine-color-text': '#f4f4f5',
    '--mantine-color-dimmed': '#a1a1aa',
    '--mantine-color-placeholder': '#8b8b94',
    '--mantine-color-anchor': '#22d3ee',
    '--mantine-color-error': '#fda4af',
    '--mantine-color-default-border': '#3f3f46',
    '--platen-on-fill': '#09090b',
    '--platen-panel': '#18181b',
    '--platen-sidebar': '#18181b',
    '--platen-hover': '#222226',
    '--platen-selected': '#10303a',
    '--platen-line': '#2b2b30',
    '--platen-accent': '#22d3ee',
    '--platen-accent-text': '#22d3ee',
    '--platen-came-text': '#34d399',
    '--platen-owed-text': '#fda4af',
    '--platen-draft-text': '#d4d4d8',
    '--platen-draft-fill': '#2e2e33',
    '--platen-sent-text': '#67e8f9',
    '--platen-sent-fill': '#12323a',
    '--platen-partial-text': '#fcd34d',
    '--platen-partial-fill': '#382c12',
    '--platen-paid-text': '#6ee7b7',
    '--platen-paid-fill': '#12332a',
    '--platen-credited-text': '#5eead4',
    '--platen-credited-fill': '#12332f',
    '--platen-void-text': '#a1a1aa',
    '--platen-void-fill': 'transparent',
    '--platen-overdue-text': '#fda4af',
    '--platen-overdue-fill': '#3b1820',
    '--platen-age-0': '#22d3ee',
    '--platen-age-1': '#fcd34d',
    '--platen-age-2': '#fb923c',
    '--platen-age-3': '#fb7185',
    '--platen-age-4': '#f43f5e',
  },
})
