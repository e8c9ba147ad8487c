import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

export interface MailSink {
  url: string
  /** What came in: headers and text, lines that were broken for the way put together again. */
  mails: { to: string[]; source: string }[]
  /** While true, mails are refused for now, as by a full mailbox. */
  refuses: boolean
  stop(): Promise<void>
}

/** A mail server on a free port of this machine that keeps what it is sent. */
export async function startMailSink(): Promise<MailSink> {
  const mails: MailSink['mails'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (sink.refuses) return done(Object.assign(new Error('Mailbox full'), { responseCode: 452 }))
        const to = envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, source: withoutSoftBreaks(Buffer.concat(chunks).toString('utf8')) })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port')
  const sink: MailSink = {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    refuses: false,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
  return sink
}

/** Long lines are sent as several, each but the last with "=" at its end (RFC 2045, quoted-printable). */
function withoutSoftBreaks(source: string): string {
  return /^Content-Transfer-Encoding: quoted-printable/im.test(source)
    ? source.replaceAll('=\r\n', '')
    : source
}
