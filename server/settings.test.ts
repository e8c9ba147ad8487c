import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings, SettingError, secretOf, settingsHelp } from './settings.ts'

test('without any setting Platen runs here, for this machine', () => {
  expect(readSettings({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: null,
    publicUrl: 'http://127.0.0.1:3000',
    secret: null,
    demo: false,
  })
})

test('settings are trimmed; an empty one is none', () => {
  const settings = readSettings({ PORT: ' 8080 ', HOST: '::1', DATABASE_URL: ' ', PLATEN_DEMO: '1' })
  expect(settings).toMatchObject({
    port: 8080,
    publicUrl: 'http://[::1]:8080',
    databaseUrl: null,
    demo: true,
  })
  expect(readSettings({ PLATEN_URL: 'https://books.example.com/' }).publicUrl).toBe(
    'https://books.example.com',
  )
})

test.each([
  [{ PORT: '-1' }, 'PORT'],
  [{ PORT: '65536' }, 'PORT'],
  [{ PORT: '80.5' }, 'PORT'],
  [{ PLATEN_TODAY: 'today' }, 'PLATEN_TODAY'],
  [{ PLATEN_SECRET: 'x'.repeat(31) }, 'PLATEN_SECRET'],
  [{ PLATEN_URL: 'ftp://x' }, 'PLATEN_URL'],
  [{ DATABASE_URL: 'host=db' }, 'DATABASE_URL'],
  [{ DATABASE_ADMIN_URL: 'db' }, 'DATABASE_ADMIN_URL'],
  [{ SMTP_URL: 'mail.example.com', MAIL_FROM: 'shop@example.com' }, 'SMTP_URL'],
  [{ SMTP_URL: 'smtp://mail.example.com' }, 'MAIL_FROM'],
  [{ AUDIT_HEAD_MAIL: 'books@example.com' }, 'SMTP_URL'],
  [
    { AUDIT_HEAD_MAIL: 'books', SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'shop@example.com' },
    'AUDIT_HEAD_MAIL',
  ],
])('%j is refused by name', (environment, name) => {
  expect(() => readSettings(environment)).toThrow(SettingError)
  expect(() => readSettings(environment)).toThrow(name)
})

test('every setting is explained', () => {
  for (const [name, meaning, fallback] of settingsHelp)
    expect([name, meaning !== '', fallback !== '']).toEqual([name, true, true])
})

test('a secret is made once, kept to its owner, and the same ever after', () => {
  const directory = mkdtempSync(join(tmpdir(), 'platen-secret-'))
  try {
    const settings = readSettings({ PLATEN_DATA_DIR: join(directory, 'data') })
    const secret = secretOf(settings)
    expect(secret.length).toBeGreaterThanOrEqual(64)
    expect(secretOf(settings)).toBe(secret)
    expect(statSync(join(directory, 'data', 'secret')).mode & 0o777).toBe(0o600)
    expect(secretOf({ ...settings, secret: 'given' })).toBe('given')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
