// A classic script that runs before everything else.

// Zod otherwise tries out `new Function`, which the page's security policy forbids and the browser reports as an error.
globalThis.__zod_globalConfig = { jitless: true }

// Before the first paint: the scheme chosen last, or what the system prefers. Same key as in app/main.tsx.
;(() => {
  let chosen = 'auto'
  try {
    chosen = localStorage.getItem('platen-color-scheme') ?? 'auto'
  } catch {
    // Storage may be switched off; the system's preference is good enough then.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
