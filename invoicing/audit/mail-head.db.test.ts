import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { smtpMailer } from '../../integrations/mail/mailer.ts'
import type { Platen } from '../../server/platen.ts'
import { testPlaten } from '../../tests/support/api.ts'
import { type MailSink, startMailSink } from '../../tests/support/mail-sink.ts'
import { auditHead } from '../../worker/tasks/audit-head.ts'

const here = testPlaten()
let sink: MailSink
beforeAll(async () => {
  sink = await startMailSink()
})
afterAll(() => sink.stop())
beforeEach(() => {
  sink.mails.length = 0
  sink.refuses = false
})

const withMailbox = (): Platen => ({
  ...here.platen,
  headMailbox: {
    mailer: smtpMailer({ smtpUrl: sink.url, from: 'Platen <platen@shop.test>' }),
    address: 'books@accountant.test',
  },
})

test('the head of the day is mailed once, and says what to compare it with', async () => {
  const company = await here.found()
  await company.customer()
  const platen = withMailbox()
  await auditHead(platen, { companyId: company.id })
  await auditHead(platen, { companyId: company.id })
  const [mail, ...others] = sink.mails
  expect(others).toEqual([])
  expect(mail?.to).toEqual(['books@accountant.test'])
  const head = await company.as('owner').audit.head()
  expect(mail?.source).toContain(head.hash)
  expect(mail?.source).toContain(`Position  ${head.position}`)
  expect(mail?.source).toContain('From: Platen <platen@shop.test>')
})

test('a mail server that refuses fails the job, and the next try mails the same head', async () => {
  const company = await here.found()
  await company.customer()
  const platen = withMailbox()
  sink.refuses = true
  await expect(auditHead(platen, { companyId: company.id })).rejects.toThrow(/Mailbox full/)
  expect(sink.mails).toEqual([])
  // Noted it is, whatever becomes of the mail.
  const [noted] = await here.platen.auditHeads.noted(company.id)
  sink.refuses = false
  await auditHead(platen, { companyId: company.id })
  expect(sink.mails).toHaveLength(1)
  expect(sink.mails[0]?.source).toContain(noted?.hash)
})

test('without a mailbox nothing is mailed', async () => {
  const company = await here.found()
  await company.customer()
  await auditHead(here.platen, { companyId: company.id })
  expect(sink.mails).toEqual([])
  expect(await here.platen.auditHeads.noted(company.id)).toHaveLength(1)
})
