import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isCivilDate } from '../invoicing/calendar/calendar.ts'

/** Where Platen runs and what it may use, from the environment. */
export interface Settings {
  port: number
  host: string
  dataDirectory: string
  databaseUrl: string | null
  databaseAdminUrl: string | null
  databaseWorkerUrl: string | null
  publicUrl: string
  secret: string | null
  today: string | undefined
  demo: boolean
  mail: { smtpUrl: string; from: string } | null
  /** Where the daily head of each audit log is mailed to. */
  auditHeadAddress: string | null
}

/** The settings by name, with meaning and default, for `--help`. */
export const settingsHelp: readonly [name: string, meaning: string, fallback: string][] = [
  ['PORT', 'port the web server listens on', '3000'],
  ['HOST', 'address the web server listens on', '127.0.0.1'],
  ['PLATEN_DATA_DIR', 'embedded PostgreSQL, documents, captured mail', './data'],
  ['DATABASE_URL', 'an existing PostgreSQL 15 or newer, as the application role', 'the embedded one'],
  ['DATABASE_ADMIN_URL', 'the role that owns and migrates that database', 'no migration'],
  ['DATABASE_WORKER_URL', 'a login that may become platen_worker, for jobs', 'DATABASE_ADMIN_URL'],
  ['PLATEN_URL', 'public base URL, the only source of links', 'http://HOST:PORT'],
  [
    'PLATEN_SECRET',
    'signs sessions and links, at least 32 characters',
    'made and kept in the data directory',
  ],
  ['SMTP_URL', 'mail server, such as smtps://user:password@mail.example.com', 'no mail'],
  ['MAIL_FROM', 'address that mail comes from', 'none; needed with SMTP_URL'],
  ['AUDIT_HEAD_MAIL', 'address that the daily head of each audit log is mailed to', 'files only'],
  ['PLATEN_TODAY', 'fixes today (YYYY-MM-DD) in demos and tests', 'the real clock'],
  ['PLATEN_DEMO', '1 makes the demo shop at the first start without asking', 'asks'],
]

/** A setting that cannot be used; the message names it and says what to do. */
export class SettingError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads settings, refusing what cannot work with the setting's name. */
export function readSettings(environment: Environment): Settings {
  const value = (name: string) => environment[name]?.trim() || undefined
  const port = readPort(value('PORT'))
  const host = value('HOST') ?? '127.0.0.1'
  const today = value('PLATEN_TODAY')
  if (today !== undefined && !isCivilDate(today)) {
    throw new SettingError(`PLATEN_TODAY is "${today}": write a date that exists as YYYY-MM-DD, or unset it.`)
  }
  if (today !== undefined && value('NODE_ENV') === 'production') {
    throw new SettingError('PLATEN_TODAY fixes the date for demos and tests. Unset it in production.')
  }
  const secret = value('PLATEN_SECRET')
  if (secret !== undefined && secret.length < 32) {
    throw new SettingError(
      'PLATEN_SECRET is too short: it needs at least 32 characters. Unset it to have one made.',
    )
  }
  const mail = readMail(value('SMTP_URL'), value('MAIL_FROM'))
  return {
    port,
    host,
    dataDirectory: resolve(value('PLATEN_DATA_DIR') ?? './data'),
    databaseUrl: readDatabaseUrl('DATABASE_URL', value('DATABASE_URL')),
    databaseAdminUrl: readDatabaseUrl('DATABASE_ADMIN_URL', value('DATABASE_ADMIN_URL')),
    databaseWorkerUrl: readDatabaseUrl('DATABASE_WORKER_URL', value('DATABASE_WORKER_URL')),
    publicUrl:
      readPublicUrl(value('PLATEN_URL')) ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    secret: secret ?? null,
    today,
    demo: value('PLATEN_DEMO') === '1',
    mail,
    auditHeadAddress: readHeadAddress(value('AUDIT_HEAD_MAIL'), mail !== null),
  }
}

/** The secret of the settings, or the one kept in the data directory, made at the first start. */
export function secretOf(settings: Settings): string {
  if (settings.secret) return settings.secret
  const file = join(settings.dataDirectory, 'secret')
  if (!existsSync(file)) {
    mkdirSync(settings.dataDirectory, { recursive: true })
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
  }
  return readFileSync(file, 'utf8').trim()
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 3000
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new SettingError(`PORT is "${text}": write a port between 1 and 65535.`)
}

function readDatabaseUrl(name: string, text: string | undefined): string | null {
  if (text === undefined) return null
  if (/^postgres(ql)?:\/\//.test(text)) return text
  throw new SettingError(`${name} must begin with postgresql:// and name user, host and database.`)
}

function readMail(smtpUrl: string | undefined, from: string | undefined): Settings['mail'] {
  if (smtpUrl === undefined) return null
  if (!/^smtps?:\/\/[^/\s]+/.test(smtpUrl)) {
    throw new SettingError('SMTP_URL must begin with smtp:// or smtps:// and name a host.')
  }
  if (from === undefined || !from.includes('@')) {
    throw new SettingError('MAIL_FROM must be set with SMTP_URL: the address that mail comes from.')
  }
  return { smtpUrl, from }
}

function readHeadAddress(address: string | undefined, canMail: boolean): string | null {
  if (address === undefined) return null
  if (!/^[^@\s]+@[^@\s]+$/.test(address)) {
    throw new SettingError(`AUDIT_HEAD_MAIL is "${address}": write one e-mail address.`)
  }
  if (!canMail) throw new SettingError('AUDIT_HEAD_MAIL needs SMTP_URL and MAIL_FROM, or no mail can go out.')
  return address
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    const url = new URL(text)
    if (url.protocol === 'http:' || url.protocol === 'https:') return text.replace(/\/+$/, '')
  } catch {
    // Falls through to the one answer for everything that is no web address.
  }
  throw new SettingError(
    `PLATEN_URL is "${text}": write the address people reach Platen by, such as https://books.example.com.`,
  )
}
