import type { APIRequestContext, Page } from '@playwright/test'
import { z } from 'zod'
import { routes } from '../../app/routes.ts'
import { expect, expectAccessible, expectReadable, test } from '../support/browser.ts'

/*
 * Every page that the route table has, and whatever it will have: it opens, the console is quiet, axe finds nothing
 * serious in either scheme, and nothing is wider than a phone. A page whose address carries an id needs somebody to go to
 * below.
 */

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' }, colorScheme: 'light' })

interface Node {
  type: string
  path?: string
  children?: readonly Node[]
}

/** The addresses of the table, those of its pages in their order: "/invoices/$id". */
function addressesOf(nodes: readonly Node[], above = ''): string[] {
  return nodes.flatMap(({ path, children }) => {
    const here = `${above}${path ?? ''}`
    return children ? addressesOf(children, here) : [here || '/']
  })
}

const addresses = addressesOf(routes.children ?? [])

/** Finds a document that a page can show, as the demo shop's owner. */
type Finder = (shop: APIRequestContext) => Promise<string>

const rows = z.object({ data: z.array(z.object({ id: z.string() })) })

const first =
  (list: string): Finder =>
  async (shop) => {
    const { data } = rows.parse(await (await shop.get(`/api/v1${list}`)).json())
    const [row] = data
    if (!row) throw new Error(`The demo shop has nothing under ${list}`)
    return row.id
  }

/** The invoice that tells most: one with a credit memo, so that every panel stands on its page. */
const creditedInvoice: Finder = async (shop) => {
  const memos = await (await shop.get('/api/v1/credit-memos?limit=1')).json()
  return z.object({ data: z.tuple([z.object({ invoiceId: z.string() })]) }).parse(memos).data[0].invoiceId
}

const withStatement: Finder = async (shop) => {
  const { data } = rows.parse(await (await shop.get('/api/v1/customers?limit=50')).json())
  for (const { id } of data) {
    const statements = rows.parse(await (await shop.get(`/api/v1/customers/${id}/statements`)).json())
    if (statements.data[0]) return `${id}/statements/${statements.data[0].id}`
  }
  throw new Error('No customer of the demo shop has a statement')
}

const invitation: Finder = async (shop) => {
  const email = `every-page-${Date.now()}-${Math.random()}@press.test`
  const added = await shop.post('/api/v1/members', { data: { email, name: 'Lou Park', role: 'viewer' } })
  const { invitationUrl } = z.object({ invitationUrl: z.string() }).parse(await added.json())
  return new URL(invitationUrl).pathname.split('/').at(-1) ?? ''
}

/** What stands in place of the parameters of an address. */
const found: Record<string, { at: string; by: Finder }> = {
  '/join/$token': { at: '$token', by: invitation },
  '/jobs/$id': { at: '$id', by: first('/jobs?limit=1') },
  '/quotes/$id': { at: '$id', by: first('/quotes?view=accepted&limit=1') },
  '/quotes/$id/edit': { at: '$id', by: first('/quotes?view=draft&limit=1') },
  '/invoices/$id': { at: '$id', by: creditedInvoice },
  '/invoices/$id/edit': { at: '$id', by: first('/invoices?view=draft&limit=1') },
  '/credit-memos/$id': { at: '$id', by: first('/credit-memos?limit=1') },
  '/payments/$id': { at: '$id', by: first('/payments?limit=1') },
  '/customers/$id': { at: '$id', by: first('/customers?limit=1') },
  '/customers/$id/edit': { at: '$id', by: first('/customers?limit=1') },
  '/customers/$id/statements/$statementId': { at: '$id/statements/$statementId', by: withStatement },
}

/** Pages that show something else under the same address. */
const alsoAt: Record<string, string[]> = {
  '/invoices': ['?view=overdue', '?q=nobody-is-called-this'],
  '/customers/$id': [
    'invoices',
    'activity',
    'contacts',
    'addresses',
    'credit',
    'statements',
    'communications',
  ].map((tab) => `?tab=${tab}`),
}

const signedOut = new Set(['/sign-in', '/sign-up', '/join/$token'])

async function open(page: Page, address: string, search: string, shop: APIRequestContext): Promise<void> {
  const how = found[address]
  if (address.includes('$') && !how) throw new Error(`Say in this file whom ${address} is opened for`)
  if (!signedOut.has(address)) await page.context().addCookies((await shop.storageState()).cookies)
  await page.goto(`${how ? address.replace(how.at, await how.by(shop)) : address}${search}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'There is no such thing here' })).toHaveCount(0)
  await atRest(page)
}

async function atRest(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true], [role=status][aria-label=Loading]')).toHaveCount(0)
}

/** Changes the scheme, and waits until the page has followed. */
async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
}

async function expectToFit(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 })
  await atRest(page)
  // The page has its new width a moment after the window has.
  await expect.poll(() => page.evaluate(widerThanWindow), 'what is wider than a phone of 390').toEqual([])
}

/** What makes the document wider than its window, element by element. */
function widerThanWindow(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth && clientWidth <= 390) return []
  const ends = [...document.querySelectorAll('body *')].map((element) => ({
    name: `${element.tagName} ${element.className}`,
    right: Math.ceil(element.getBoundingClientRect().right),
  }))
  const wide = ends.filter(({ right }) => right > 390).map(({ name, right }) => `${name} ends at ${right}`)
  return [`${scrollWidth} in ${clientWidth}`, ...wide]
}

for (const address of addresses) {
  for (const search of ['', ...(alsoAt[address] ?? [])]) {
    test(`${address}${search} is accessible, fits a phone, and is quiet`, async ({ page, demoShop }) => {
      test.slow()
      await open(page, address, search, demoShop)
      await expect(page.getByRole('alert')).toHaveCount(0)
      await expectAccessible(page)
      await showIn(page, 'dark')
      await expectReadable(page)
      await expectToFit(page)
      await expectAccessible(page)
      await showIn(page, 'light')
      await expectReadable(page)
    })
  }
}

test('an address that nobody knows says so, accessibly', async ({ shop }) => {
  await shop.goto('/nowhere')
  await expect(shop.getByRole('heading', { name: 'There is no such thing here' })).toBeVisible()
  await expectAccessible(shop)
  await showIn(shop, 'dark')
  await expectAccessible(shop)
})

test('a document that is not there says so too, and leads away', async ({ shop }) => {
  const unknown = '00000000-0000-4000-8000-000000000000'
  for (const address of ['/invoices/undefined', `/invoices/${unknown}`, `/customers/${unknown}`]) {
    await shop.goto(address)
    await expect(shop.getByRole('heading', { name: 'There is no such thing here' })).toBeVisible()
    await expect(shop.getByRole('button', { name: 'Try again' })).toBeHidden()
    await expect(shop.getByRole('link', { name: 'Go to the dashboard' })).toBeVisible()
  }
})

test('the table has pages with ids, and each is opened for somebody', () => {
  const withIds = addresses.filter((address) => address.includes('$'))
  expect(withIds.length).toBeGreaterThan(8)
  expect(withIds.filter((address) => !found[address])).toEqual([])
})
