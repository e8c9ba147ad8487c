import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'

/*
 * What a shop's phone has to fetch before the list of invoices stands there. Charts, sheets and forms come when somebody
 * wants them.
 */

const mostKibibytes = 260

/** Every script that a page asks for until it is at rest, with its size as gzip sends it. */
async function scriptsOf(page: Page, address: string): Promise<Map<string, number>> {
  const scripts = new Map<string, number>()
  const bodies: Promise<void>[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (!pathname.endsWith('.js')) return
    bodies.push(response.body().then((body) => void scripts.set(pathname, gzipSync(body).length)))
  })
  await page.goto(address, { waitUntil: 'networkidle' })
  await expect(page.getByRole('table', { name: 'Invoices' }).getByRole('link').first()).toBeVisible()
  await Promise.all(bodies)
  return scripts
}

test('the list of invoices stands on less than 260 KiB of JavaScript', async ({ page, demoShop }) => {
  await page.context().addCookies((await demoShop.storageState()).cookies)
  const scripts = await scriptsOf(page, '/invoices')
  const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0)
  expect(scripts.size).toBeGreaterThan(3)
  expect(bytes / 1024, `${scripts.size} scripts in KiB`).toBeLessThan(mostKibibytes)
  const heavy = [...scripts.keys()].filter((path) => /Chart|Sheet|Modal|Dialog|InvoiceForm/.test(path))
  expect(heavy, 'what the list does not need').toEqual([])
})

test('scripts go over the line compressed, and are kept by the browser', async ({ demoShop }) => {
  const html = await (await demoShop.get('/')).text()
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? ''
  const answer = await demoShop.get(script, { headers: { 'Accept-Encoding': 'gzip' } })
  expect(answer.headers()['content-encoding']).toBe('gzip')
  expect(answer.headers()['cache-control']).toContain('immutable')
})
