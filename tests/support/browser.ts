import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'

export { expect }

export const demo = { email: 'demo@platen.test', password: 'platen-demo' }

interface Fixtures {
  /** A page that is signed in to the demo shop, on the dashboard. */
  shop: Page
  /** Fails the test when the browser's console reported an error. */
  console: undefined
}

interface WorkerFixtures {
  /** The cookies of one sign-in for all tests of a worker, because signing in is limited. */
  cookies: { name: string; value: string; domain: string; path: string }[]
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a destructured first argument.
  baseURL: async ({}, use) => use(serverUrl()),
  cookies: [
    async ({ playwright }, use) => {
      const request = await playwright.request.newContext({ baseURL: serverUrl() })
      const answer = await request.post('/api/v1/session', { data: demo, headers: { Origin: serverUrl() } })
      expect(answer.status()).toBe(201)
      const { cookies } = await request.storageState()
      await request.dispose()
      await use(cookies)
    },
    { scope: 'worker' },
  ],
  shop: async ({ page, cookies }, use) => {
    await page.context().addCookies(cookies)
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible()
    await use(page)
  },
  console: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !isRefusal(message.text())) errors.push(message.text())
      })
      await use(undefined)
      expect(errors, 'errors on the console').toEqual([])
    },
    { auto: true },
  ],
})

function serverUrl(): string {
  const url = process.env.PLATEN_BROWSER_URL
  if (!url) throw new Error('tests/support/browser-setup.ts has not run')
  return url
}

/** A refused call is no mistake of the page: the browser notes every status from 400 on. */
function isRefusal(text: string): boolean {
  return /status of 4\d\d/.test(text)
}

/** Signs in through the form. */
export async function signIn(page: Page, { email, password } = demo): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible()
}

/** Founds a company for one test and works for it, so that tests do not meet each other's rows. */
export async function foundCompany(page: Page, name: string): Promise<void> {
  await page.goto('/new-company')
  await page.getByLabel('Company name').fill(name)
  await page.getByRole('button', { name: 'Found the company' }).click()
  await expect(page.getByRole('button', { name: `Company: ${name}` })).toBeVisible()
}

/** Nothing that axe calls serious or critical, in the scheme and size that the page has now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([])
}
