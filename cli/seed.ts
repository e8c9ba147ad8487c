import { refuseField } from '../contract/refusals.ts'
import { type DemoSize, demoCompanies, demoSignIn, makeDemo } from '../seed/demo-shop.ts'
import { withPlaten } from './open-platen.ts'
import { print, progress, say } from './print.ts'

interface SeedOptions {
  invoices: string
  customers: string
  companies: string
  json?: boolean
  dryRun?: boolean
}

/** `platen seed demo`: makes the demo shop in any size; says so when it is there already. */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const size: DemoSize = {
    invoices: countOf('--invoices', options.invoices, 1_000_000),
    customers: countOf('--customers', options.customers, 100_000),
    companies: countOf('--companies', options.companies, 1_000),
  }
  const companies = demoCompanies(size)
  const names = companies.map(({ name }) => name).join(', ')
  if (options.dryRun) {
    say('Dry run: nothing was made.')
    print(options.json ? { companies } : `Would make ${names}`, options.json)
    return
  }
  const slugs = await withPlaten((platen) => makeDemo(platen, size, progress))
  progress('')
  if (options.json)
    print({ made: slugs !== null, slug: slugs?.[0] ?? 'halftone-press', slugs: slugs ?? [] }, true)
  else if (slugs)
    print(`Made ${names}. Sign in as ${demoSignIn.email} with the password ${demoSignIn.password}.`, false)
  else print(`The demo shop is there already. Sign in as ${demoSignIn.email}.`, false)
}

function countOf(option: string, text: string, maximum: number): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= 1 && count <= maximum) return count
  throw refuseField('invalid_input', option, `must be a whole number from 1 to ${maximum}`)
}
