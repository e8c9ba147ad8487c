/** What TypeScript may use of prepare.mjs. The path is undefined where Playwright has a Chromium of its own. */
export function findChromium(): { path: string | undefined } | undefined
