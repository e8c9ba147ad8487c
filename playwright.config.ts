import { defineConfig } from '@playwright/test'

/** A Chromium inside a container or behind a proxy has no business on the network. */
const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--disable-quic', '--no-first-run'],
]

export default defineConfig({
  testDir: 'tests/browser',
  globalSetup: './tests/support/browser-setup.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'America/New_York',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.PLATEN_CHROMIUM || undefined, args: quiet },
  },
})
