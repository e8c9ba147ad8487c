import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../workshop/prepare.mjs'
import { type BenchRun, plainFigure, type Row } from '../bench-run.ts'
import { median, spreadOf } from '../figures.ts'
import { watchMachine } from '../machine.ts'
import type { Ledger } from '../plan.ts'

/** The list of invoices in a real browser, from the navigation until its first row is there: a large company against a small one. */
export const screenRow: Row = {
  name: 'screen',
  writes: true,
  async measure(run) {
    const browser = await chromium.launch({
      executablePath: findChromium()?.path,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    })
    try {
      const small = await signedIn(browser, run, run.ledgers.small)
      const big = await signedIn(browser, run, run.ledgers.big)
      // The first visit of each fills the cache of the browser and lets the compiler see the code.
      await untilRows(small)
      await untilRows(big)
      const [smallMs, bigMs]: [number[], number[]] = [[], []]
      const settle = watchMachine(run.roots)
      for (let round = 0; round < run.rounds; round += 1) {
        smallMs.push(await untilRows(small))
        bigMs.push(await untilRows(big))
      }
      const ratios = bigMs.map((ms, round) => ms / (smallMs[round] ?? Number.NaN))
      const figure = plainFigure(
        {
          row: `list on screen, ${run.ledgers.big.invoices.toLocaleString('en-US')} against 1,000`,
          limit: { value: median(smallMs), unit: 'ms', by: 'the smaller' },
          ours: { value: median(bigMs), unit: 'ms' },
          judged: { value: median(ratios), unit: 'x' },
          promised: { atMost: { floor: 2, goal: 1.3 } },
          spread: spreadOf(ratios),
        },
        settle(),
      )
      return [figure]
    } finally {
      await browser.close()
    }
  },
}

async function untilRows(page: Page): Promise<number> {
  const startedAt = performance.now()
  await page.goto('/invoices')
  await page.getByRole('link', { name: /^INV-/ }).first().waitFor()
  return performance.now() - startedAt
}

/** A page of somebody new who belongs to the ledger's company alone. */
async function signedIn(browser: Browser, run: BenchRun, ledger: Ledger): Promise<Page> {
  const { url } = run.server
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })
  const key = run.keys.get(ledger)?.[0] ?? ''
  const added = await context.request.post('/api/v1/members', {
    data: { email: `${ledger.tag}@bench.test`, name: 'Bench', role: 'owner' },
    headers: { authorization: `Bearer ${key}` },
  })
  const { invitationUrl }: { invitationUrl?: string } = await added.json()
  const joined = await context.request.post('/api/v1/invitations/accept', {
    data: { token: invitationUrl?.split('/').at(-1), password: 'a password of the benchmark' },
    headers: { Origin: url },
  })
  if (!joined.ok()) throw new Error(`The benchmark could not sign in: ${await joined.text()}`)
  return context.newPage()
}
