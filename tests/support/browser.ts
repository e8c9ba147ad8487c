import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'
import { z } from 'zod'
import type { Role } from '../../contract/permissions.ts'

export { expect }

export const demo = { email: 'demo@platen.test', password: 'platen-demo' }

interface Person {
  email: string
  password: string
  page: Page
}

interface Options {
  /** What the console may say in a test that takes the network or the server away. */
  expectedOnConsole: RegExp | null
}

interface Fixtures {
  /** A page that is signed in to the demo shop, still blank; for tests that change nothing which others look at. */
  shop: Page
  /** Somebody new, an owner of the demo shop too, who works for an empty company of their own. */
  own: Person
  /** Fails the test when the browser's console reported an error. */
  console: undefined
}

interface WorkerFixtures {
  /** Calls as the demo shop's owner: one sign-in for all tests of a worker, because signing in is limited. */
  demoShop: APIRequestContext
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  expectedOnConsole: [null, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a destructured first argument.
  baseURL: async ({}, use) => use(serverUrl()),
  demoShop: [
    async ({ playwright }, use) => {
      const request = await playwright.request.newContext({
        baseURL: serverUrl(),
        extraHTTPHeaders: { Origin: serverUrl() },
      })
      expect((await request.post('/api/v1/session', { data: demo })).status()).toBe(201)
      await use(request)
      await request.dispose()
    },
    { scope: 'worker' },
  ],
  shop: async ({ page, demoShop }, use) => {
    await page.context().addCookies((await demoShop.storageState()).cookies)
    await use(page)
  },
  own: async ({ page, demoShop }, use) => {
    const person = await joinAs(page, demoShop, 'owner')
    const headers = { Origin: serverUrl() }
    const founded = await page
      .context()
      .request.post('/api/v1/companies', { data: { name: 'Empty Frames' }, headers })
    expect(founded.status()).toBe(201)
    await page.goto('/')
    await expect(page.getByRole('button', { name: 'Company: Empty Frames' })).toBeVisible()
    await use(person)
  },
  console: [
    async ({ context, expectedOnConsole }, use) => {
      const errors: string[] = []
      // In every tab that the test opens.
      context.on('weberror', (error) => errors.push(error.error().message))
      context.on('console', (message) => {
        const text = message.text()
        if (message.type() !== 'error' || isRefusal(text) || expectedOnConsole?.test(text)) return
        errors.push(text)
      })
      await use(undefined)
      expect(errors, 'errors on the console').toEqual([])
    },
    { auto: true },
  ],
})

/** Makes somebody new a member of the demo shop, and signs the page in as them. */
export async function joinAs(page: Page, demoShop: APIRequestContext, role: Role): Promise<Person> {
  const email = `${randomUUID()}@press.test`
  const password = 'halftone-dots-and-ink'
  const added = await demoShop.post('/api/v1/members', { data: { email, name: 'Robin Own', role } })
  const { invitationUrl } = z.object({ invitationUrl: z.string() }).parse(await added.json())
  const token = new URL(invitationUrl).pathname.split('/').at(-1)
  const joined = await page.context().request.post('/api/v1/invitations/accept', {
    data: { token, password },
    headers: { Origin: serverUrl() },
  })
  expect(joined.status()).toBe(201)
  return { email, password, page }
}

/** Where the tests' server is; also what calls beside a page name as their origin. */
export function serverUrl(): string {
  const url = process.env.PLATEN_BROWSER_URL
  if (!url) throw new Error('tests/support/browser-setup.ts has not run')
  return url
}

/** A refused call is no mistake of the page: the browser notes every status from 400 on. */
function isRefusal(text: string): boolean {
  return /status of 4\d\d/.test(text)
}

/** Opens the dashboard, as whoever comes in in the morning. */
export async function openDashboard(page: Page): Promise<void> {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible()
}

/** Signs in through the form. */
export async function signIn(page: Page, { email, password } = demo): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible()
}

/** Nothing that axe calls serious or critical, in the scheme and size that the page has now. */
export async function expectAccessible(page: Page): Promise<void> {
  await changesShown(page)
  await expectNothingGrave(new AxeBuilder({ page }))
}

/** What another scheme can break of a page that is accessible: its colours. */
export async function expectReadable(page: Page): Promise<void> {
  await changesShown(page)
  await expectNothingGrave(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))
}

/**
 * A colour on its way to another one is neither of the two: waits for what ends by itself, and for what that sets going, as
 * the colour that a text inherits does.
 */
async function changesShown(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const underWay = () =>
      document
        .getAnimations()
        .filter(({ playState }) => playState === 'running')
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
    do {
      await Promise.allSettled(underWay().map(({ finished }) => finished))
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
    } while (underWay().length > 0)
  })
}

async function expectNothingGrave(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([])
}
