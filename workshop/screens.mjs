import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium, root } from './prepare.mjs'

/** The places that are shown; a function finds the page of a document by what the list shows first. */
const places = [
  { name: 'dashboard', path: '/' },
  { name: 'invoices', path: '/invoices' },
  { name: 'invoice', path: '/invoices?view=outstanding', open: 'INV-' },
  { name: 'new-invoice', path: '/invoices/new' },
  { name: 'customers', path: '/customers' },
  { name: 'customer', path: '/customers', open: 'Bluebird Coffee Roasters' },
  { name: 'aging', path: '/reports/aging' },
]
const looks = [
  { name: 'desktop-light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'desktop-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light' },
]

const port = 40_000 + (process.pid % 20_000)
const origin = `http://127.0.0.1:${port}`

/** Takes the pictures of docs/screens on a demo shop of its own: `npm run screens`. */
async function takePictures() {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'platen-screens-'))
  const server = spawn(process.execPath, [join(root, 'dist', 'server', 'platen.js'), 'start'], {
    env: {
      ...process.env,
      PORT: String(port),
      PLATEN_DATA_DIR: dataDirectory,
      PLATEN_DEMO: '1',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  let browser
  try {
    browser = await openBrowser()
    await untilReady()
    mkdirSync(join(root, 'docs', 'screens'), { recursive: true })
    for (const look of looks) await takeLook(browser, look)
  } finally {
    await browser?.close()
    server.kill('SIGINT')
    await new Promise((resolve) => server.once('exit', resolve))
    rmSync(dataDirectory, { recursive: true, force: true })
  }
}

function openBrowser() {
  const executablePath = findChromium()?.path
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
}

async function takeLook(browser, { name, width, height, colorScheme }) {
  const context = await browser.newContext({ baseURL: origin, viewport: { width, height }, colorScheme })
  await context.request.post('/api/v1/session', {
    data: { email: 'demo@platen.test', password: 'platen-demo' },
  })
  const page = await context.newPage()
  for (const place of places) {
    await page.goto(place.path, { waitUntil: 'networkidle' })
    if (place.open) {
      await page.getByRole('link', { name: place.open }).first().click()
      await page.getByRole('heading', { name: place.open }).first().waitFor()
      await page.waitForLoadState('networkidle')
    }
    await page.screenshot({ path: join(root, 'docs', 'screens', `${place.name}-${name}.png`) })
  }
  await context.close()
}

async function untilReady() {
  const until = Date.now() + 60_000
  for (;;) {
    const ready = await fetch(`${origin}/api/health`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    if (Date.now() > until) throw new Error('The demo shop did not come up within a minute')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

await takePictures()
