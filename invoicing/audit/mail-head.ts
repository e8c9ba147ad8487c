import { inCompany } from '../../database/transaction.ts'
import type { Platen } from '../../server/platen.ts'
import { readCompany } from '../company/company.sql.ts'
import { claimEffect, hasHappened } from '../effects/effects.sql.ts'

/**
 * Mails the last noted head of a company's audit log, where a mailbox is set for them: there nobody who holds this
 * machine can change it any more. Once a day; when the mail server takes the mail and the note of it is lost, the same
 * head goes out again, which does no harm. Throws when the mail server does not take it.
 */
export async function mailHead(
  platen: Pick<Platen, 'pool' | 'auditHeads' | 'headMailbox'>,
  companyId: string,
): Promise<boolean> {
  const { headMailbox } = platen
  const head = (await platen.auditHeads.noted(companyId)).at(-1)
  if (!headMailbox || !head) return false
  const effect = `audit-head-mail ${head.day}`
  const company = await inCompany(platen.pool, companyId, { books: 'read' }, async (tx) =>
    (await hasHappened(tx, effect)) ? null : readCompany(tx, head.day),
  )
  if (!company) return false
  await headMailbox.mailer.send({
    to: headMailbox.address,
    subject: `Audit log of ${company.name}, ${head.day}`,
    text: [
      `The audit log of ${company.name} (${company.slug}) as it stood on ${head.day}:`,
      '',
      `Position  ${head.position}`,
      `Hash      ${head.hash}`,
      `Noted at  ${head.notedAt}`,
      '',
      'Keep this mail. Nothing up to this position can be changed any more without showing: ask',
      `"platen audit head --company ${company.slug}" or Settings > Audit log, and "platen verify".`,
      '',
    ].join('\n'),
  })
  return inCompany(platen.pool, companyId, { books: 'post' }, (tx) => claimEffect(tx, effect))
}
