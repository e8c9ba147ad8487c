import { createTransport } from 'nodemailer'
import type { Mailer } from '../../contract/mail.ts'

/** How long a mail server may keep us waiting before a mail counts as failed. */
const patienceMs = 15_000

/** Mail over SMTP: `smtps://user:password@host:465` or `smtp://host:25`, which turns to TLS where the server offers it. */
export function smtpMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const timeouts = { connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs }
  const transport = createTransport({ url: smtpUrl, ...timeouts })
  return {
    send: async ({ to, subject, text }) => {
      await transport.sendMail({ from, to, subject, text, disableFileAccess: true, disableUrlAccess: true })
    },
  }
}
