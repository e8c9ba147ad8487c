import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium, root } from './prepare.mjs'

const shown = 'The Paper Lanterns'

/**
 * The places that are shown. `open` follows the first link of that name to the page of a document, `tab` changes to one of
 * its tabs, `choose` selects so many rows, `press` then opens a sheet by a button, and `follow` goes on by a link to a form.
 */
const places = [
  { name: 'dashboard', path: '/' },
  { name: 'jobs', path: '/jobs' },
  { name: 'job', path: '/jobs?layout=list&sort=createdAt', open: 'JOB-' },
  { name: 'quotes', path: '/quotes' },
  { name: 'quote', path: '/quotes?view=to_invoice', open: 'QUO-' },
  { name: 'new-quote', path: '/quotes/new' },
  { name: 'invoice-of-quote', path: '/quotes?view=to_invoice', open: 'QUO-', follow: 'Create Invoice' },
  { name: 'invoices', path: '/invoices' },
  { name: 'mark-as-paid', path: '/invoices?view=outstanding', choose: 3, press: 'Mark as Paid' },
  { name: 'invoice', path: '/invoices?view=outstanding', open: 'INV-' },
  { name: 'new-invoice', path: '/invoices/new' },
  { name: 'edit-invoice', path: '/invoices?view=draft', open: 'INV-', follow: 'Edit' },
  { name: 'send-invoice', path: '/invoices?view=draft', open: 'INV-', press: 'Send' },
  { name: 'record-payment', path: '/invoices?view=outstanding', open: 'INV-', press: 'Record Payment' },
  { name: 'credit-memo', path: '/invoices?view=outstanding', open: 'INV-', press: 'Issue Credit Memo' },
  { name: 'remind', path: '/invoices?view=overdue', open: 'INV-', press: 'Send Reminder' },
  { name: 'void', path: '/invoices?view=outstanding', open: 'INV-', press: 'Void' },
  { name: 'payments', path: '/payments' },
  { name: 'new-payment', path: '/payments/new' },
  { name: 'customers', path: '/customers' },
  { name: 'customer', path: '/customers', open: shown },
  ...['Invoices', 'Activity', 'Contacts', 'Credit', 'Statements', 'Communications'].map((tab) => ({
    name: `customer-${tab.toLowerCase()}`,
    path: '/customers',
    open: shown,
    tab,
  })),
  { name: 'import-customers', path: '/customers/import' },
  { name: 'reports', path: '/reports' },
  { name: 'aging', path: '/reports/aging' },
  { name: 'statement-of-account', path: '/reports/statement-of-account' },
  { name: 'revenue', path: '/reports/revenue' },
  { name: 'outbox', path: '/settings/outbox' },
  { name: 'audit-log', path: '/settings/audit-log' },
  { name: 'health', path: '/settings/health' },
]
const looks = [
  { name: 'desktop-light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'desktop-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light' },
]

const port = 40_000 + (process.pid % 20_000)
const origin = `http://127.0.0.1:${port}`

/** Some places, when they are named. */
const names = process.argv.slice(2)
const wanted = places.filter(({ name }) => names.length === 0 || names.includes(name))

/** Takes the pictures of docs/screens on a demo shop of its own: `npm run screens`, or `npm run screens -- invoice`. */
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
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
  })
  await context.request.post('/api/v1/session', {
    data: { email: 'demo@platen.test', password: 'platen-demo' },
  })
  const page = await context.newPage()
  for (const place of wanted) {
    await goTo(page, place)
    await page.screenshot({ path: join(root, 'docs', 'screens', `${place.name}-${name}.png`) })
  }
  await context.close()
}

async function goTo(page, { path, open, tab, choose = 0, press, follow }) {
  await page.goto(path, { waitUntil: 'networkidle' })
  if (open) {
    await page.getByRole('link', { name: open }).first().click()
    await page.getByRole('heading', { name: open }).first().waitFor()
  }
  if (tab) await page.getByRole('tab', { name: tab }).click()
  for (let row = 0; row < choose; row += 1)
    await page.getByRole('checkbox', { name: 'Select INV-' }).nth(row).check()
  if (press) {
    await page.getByRole('button', { name: press, exact: true }).first().click()
    await page.getByRole('dialog').waitFor()
  }
  if (follow) {
    await page.getByRole('link', { name: follow, exact: true }).click()
    await page.getByRole('form').waitFor()
  }
  await page.waitForLoadState('networkidle')
  // A page that is reached from another one is at rest before it has asked for anything.
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'))
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
