import { refuseField } from '../contract/refusals.ts'
import { companyName } from '../contract/session.ts'
import { emailAddress } from '../contract/text.ts'
import { inNoCompany } from '../database/transaction.ts'
import { foundCompany } from '../invoicing/company/found-company.ts'
import { invitePerson } from '../invoicing/members/invite-person.ts'
import { systemCaller } from '../server/caller.ts'
import { withPlaten } from './open-platen.ts'
import { print, say } from './print.ts'

interface CompanyOptions {
  name: string
  currency: string
  country: string
  timeZone: string
  ownerEmail?: string
  json?: boolean
  dryRun?: boolean
}

/** `platen company create`: founds a company, and invites its owner when one is named who is new here. */
export async function createCompany(options: CompanyOptions): Promise<void> {
  const name = readText('--name', companyName.safeParse(options.name))
  const email =
    options.ownerEmail === undefined
      ? null
      : readText('--owner-email', emailAddress.safeParse(options.ownerEmail))
  await withPlaten(async (platen) => {
    const caller = await systemCaller(platen, 'Command line', null)
    const made = await inNoCompany(
      platen.pool,
      async ({ db }) => {
        const owner =
          email === null
            ? null
            : await invitePerson(platen, db, { email, name: email.split('@')[0] ?? email })
        const { currency, timeZone } = options
        const country = options.country.toUpperCase()
        const ownerUserId = owner?.userId ?? null
        const company = await foundCompany(db, {
          name,
          currency,
          country,
          timeZone,
          ownerUserId,
          byUserId: caller.userId,
          door: 'cli',
        })
        return {
          id: company.id,
          slug: company.slug,
          ...(owner?.invitationUrl && !options.dryRun ? { invitationUrl: owner.invitationUrl } : {}),
        }
      },
      { keep: !options.dryRun },
    )
    if (options.dryRun) say('Dry run: nothing was made.')
    print(made, options.json)
  })
}

function readText(
  option: string,
  read: { success: true; data: string } | { success: false; error: { issues: { message: string }[] } },
): string {
  if (read.success) return read.data
  throw refuseField('invalid_input', option, read.error.issues[0]?.message ?? 'is not valid')
}
