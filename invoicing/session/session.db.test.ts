import { beforeAll, expect, test } from 'vitest'
import {
  expectProblem,
  type Reply,
  type RequestOptions,
  type TestCompany,
  testPlaten,
} from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

const owner = { name: 'Dana', email: 'Dana@Shop.Example', password: 'correct horse battery' }
const post = (path: string, body: unknown, more: RequestOptions = {}) =>
  platen.request<Record<string, unknown>>('POST', `/api/v1${path}`, { body, ...more })

// The first owner signs up before anybody else is there.
beforeAll(async () => {
  const open = await platen.request('GET', '/api/v1/sign-up')
  expect(open.body).toEqual({ open: true, demo: null })
  expectProblem(
    await post('/sign-up', { ...owner, companyName: 'X', currency: 'KWD' }),
    'currency_not_supported',
    'currency',
  )
  expectProblem(
    await post('/sign-up', { ...owner, companyName: 'X', timeZone: 'Mars/Olympus' }),
    'invalid_input',
    'timeZone',
  )
  expectProblem(
    await post('/sign-up', { ...owner, password: 'short', companyName: 'X' }),
    'invalid_input',
    'password',
  )
  const attempts = await Promise.all(
    ['One', 'Two', 'Three'].map((name) =>
      post('/sign-up', { ...owner, email: `${name}@shop.example`, companyName: name }),
    ),
  )
  expect(attempts.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  for (const late of attempts.filter(({ status }) => status === 409)) expectProblem(late, 'sign_up_closed')
  shop = await platen.found({ name: 'Halftone & Söhne' })
})

function nameOf({ body }: Reply<Record<string, unknown>>): unknown {
  const { company } = body
  return typeof company === 'object' && company !== null && 'name' in company ? company.name : company
}

test('the first owner has the company they signed up with, and all permissions', async () => {
  const users = await platen.sql<{ email: string }>(`select email from auth.users where kind = 'person'`)
  expect(users).toHaveLength(1)
  const signedIn = await post('/session', { email: users[0]?.email, password: owner.password })
  expect(signedIn.body).toMatchObject({ role: 'owner', company: { currency: 'USD', today: '2026-11-21' } })
  expect(signedIn.body.permissions).toContain('company.members.manage')
})

test('an unknown e-mail, a wrong password and a person without one get the same answer', async () => {
  const { email } = await shop.person('viewer')
  await shop.as('owner').members.add({ email: 'invited@shop.example', name: 'Invited', role: 'viewer' })
  const answers = await Promise.all(
    ['nobody@shop.example', email, 'invited@shop.example'].map((who) =>
      post('/session', { email: who, password: 'not the password' }),
    ),
  )
  for (const answer of answers) {
    expectProblem(answer, 'wrong_credentials')
    expect(answer.body).toEqual(answers[0]?.body)
    expect(answer.cookie).toBeNull()
  }
})

test('signing in works in any capitals, and the tenth wrong password closes the door for a while', async () => {
  const { email, password } = await shop.person('viewer')
  expect((await post('/session', { email: ` ${email.toUpperCase()} `, password })).status).toBe(201)
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    expect((await post('/session', { email, password: `wrong ${attempt}` })).status).toBe(401)
  }
  const refused = await post('/session', { email: email.toUpperCase(), password })
  expectProblem(refused, 'too_many_requests')
  expect(refused.body.detail).toMatch(/try again in \d+ seconds/)
})

test('signing out ends the session, and only that one', async () => {
  const person = await shop.person('sales')
  const second = await post('/session', { email: person.email, password: person.password })
  const out = await platen.request('DELETE', '/api/v1/session', { cookie: second.cookie })
  expect(out.status).toBe(200)
  expectProblem(await platen.request('GET', '/api/v1/session', { cookie: second.cookie }), 'not_signed_in')
  expect((await platen.request('GET', '/api/v1/session', { cookie: person.cookie })).status).toBe(200)
})

test('a session ends after its days', async () => {
  const { cookie, userId } = await shop.person('sales')
  await platen.sql(`update auth.sessions set expires_at = now() where user_id = $1`, [userId])
  expectProblem(await platen.request('GET', '/api/v1/session', { cookie }), 'not_signed_in')
  expectProblem(await platen.request('GET', '/api/v1/invoices', { cookie }), 'not_signed_in')
})

test('a person of several companies switches between them, and to no other', async () => {
  const second = await platen.found({ name: 'Second' })
  const foreign = await platen.found({ name: 'Foreign' })
  const { email, cookie } = await shop.person('sales')
  const added = await second.as('owner').members.add({ email, name: 'Called otherwise', role: 'viewer' })
  expect([added.invitationUrl, added.invited]).toEqual([null, false])
  const into = (companyId: string) =>
    platen.request<Record<string, unknown>>('PUT', '/api/v1/session/company', { cookie, body: { companyId } })
  const switched = await into(second.id)
  expect([nameOf(switched), switched.body.role]).toEqual(['Second', 'viewer'])
  expect(switched.body.companies).toHaveLength(2)
  expectProblem(
    await platen.request('POST', '/api/v1/customers', { cookie, body: { name: 'Viewers write nothing' } }),
    'forbidden',
  )
  const [unknown, other] = [await into('00000000-0000-4000-8000-000000000000'), await into(foreign.id)]
  expectProblem(unknown, 'not_found')
  expect(other.body).toEqual(unknown.body)
  expect(nameOf(await platen.request('GET', '/api/v1/session', { cookie }))).toBe('Second')
})

test('a new session begins with the company last worked for', async () => {
  const second = await platen.found({ name: 'Worked for last' })
  const { email, password, cookie } = await shop.person('sales')
  await second.as('owner').members.add({ email, name: 'X', role: 'viewer' })
  await platen.request('PUT', '/api/v1/session/company', { cookie, body: { companyId: second.id } })
  expect(nameOf(await post('/session', { email, password }))).toBe('Worked for last')
})

test('an API key says who it is, and cannot switch or found companies', async () => {
  const key = shop.key('accountant')
  const { body } = await platen.request('GET', '/api/v1/session', { key })
  expect(body).toMatchObject({ user: { kind: 'api_key', email: null }, role: 'accountant', companies: [] })
  expectProblem(await post('/companies', { name: 'By key' }, { key }), 'forbidden')
  const companyId = shop.id
  expectProblem(
    await platen.request('PUT', '/api/v1/session/company', { key, body: { companyId } }),
    'not_found',
  )
})

test('a person founds another company, owns it and works for it', async () => {
  const { cookie } = await shop.person('viewer')
  const founded = await post(
    '/companies',
    { name: 'Halftone & Söhne', currency: 'JPY', country: 'JP', timeZone: 'Asia/Tokyo' },
    { cookie },
  )
  expect([founded.status, founded.body.slug]).toEqual([201, 'halftone-so-hne-2'])
  const { body } = await platen.request('GET', '/api/v1/session', { cookie })
  expect(body).toMatchObject({ role: 'owner', company: { currency: 'JPY', timeZone: 'Asia/Tokyo' } })
  expectProblem(
    await post('/companies', { name: 'X', currency: 'KWD' }, { cookie }),
    'currency_not_supported',
    'currency',
  )
  const settings = await platen.request('GET', '/api/v1/company', { cookie })
  expect(settings.body).toMatchObject({ country: 'JP', currency: 'JPY' })
  expectProblem(
    await post('/companies', { name: 'X', country: 'XK' }, { cookie }),
    'country_not_known',
    'country',
  )
  expectProblem(
    await post('/companies', { name: 'X', timeZone: '+01:00' }, { cookie }),
    'invalid_input',
    'timeZone',
  )
  expect(await platen.sql(`select from auth.companies where name = 'X'`)).toEqual([])
})

test('the same idempotency key founds one company, however often and at once', async () => {
  const { cookie } = await shop.person('viewer')
  const other = await shop.person('viewer')
  const found = (name: string, who = cookie) =>
    post('/companies', { name }, { cookie: who, headers: { 'idempotency-key': 'founding' } })
  const replies = await Promise.all([1, 2, 3, 4].map(() => found('Once Only')))
  replies.push(await found('Once Only'))
  for (const reply of replies) expect([reply.status, reply.body]).toEqual([201, replies[0]?.body])
  expect(await platen.sql(`select from auth.companies where name = 'Once Only'`)).toHaveLength(1)
  expectProblem(await found('Otherwise'), 'idempotency_key_reused')
  const elsewhere = { name: 'Once Only', country: 'CA' }
  expectProblem(
    await post('/companies', elsewhere, { cookie, headers: { 'idempotency-key': 'founding' } }),
    'idempotency_key_reused',
  )
  expect((await found('Once Only', other.cookie)).body.id).not.toBe(replies[0]?.body.id)
})

test('an invitation works once, and only until it expires or is renewed', async () => {
  const invite = async () => {
    const { invitationUrl } = await shop
      .as('owner')
      .members.add({ email: 'late@shop.example', name: 'Late', role: 'sales' })
    return invitationUrl?.split('/').at(-1) ?? ''
  }
  const accept = (token: string) => post('/invitations/accept', { token, password: 'a good long password' })
  const replaced = await invite()
  const expired = await invite()
  expectProblem(await accept(replaced), 'invitation_not_valid', 'token')
  await platen.sql(`update auth.invitations set expires_at = now()`)
  expectProblem(await accept(expired), 'invitation_not_valid', 'token')
  const good = await invite()
  const accepted = await accept(good)
  expect([accepted.status, accepted.body.role]).toEqual([201, 'sales'])
  expectProblem(await accept(good), 'invitation_not_valid', 'token')
  expectProblem(await accept('made up'), 'invitation_not_valid', 'token')
})

test('another company cannot renew the invitation of a person, and so become them', async () => {
  const second = await platen.found()
  const person = { email: 'asked-twice@shop.example', name: 'Asked', role: 'owner' as const }
  const first = await shop.as('owner').members.add(person)
  const again = await second.as('owner').members.add({ ...person, role: 'viewer' })
  expect([again.invitationUrl, again.invited]).toEqual([null, true])
  const token = first.invitationUrl?.split('/').at(-1)
  const accepted = await post('/invitations/accept', { token, password: 'a good long password' })
  expect(accepted.body.companies).toHaveLength(2)
})

test('the passwords and tokens themselves are nowhere in the database', async () => {
  const { password, cookie, email } = await shop.person('viewer')
  const token = cookie.split('=')[1] ?? ''
  const [row] = await platen.sql<{ found: boolean }>(
    `select exists (select from auth.users where password_hash like '%' || $1 || '%')
      or exists (select from auth.sessions where encode(token_hash, 'escape') like '%' || $2 || '%') as found`,
    [password, token],
  )
  expect(row?.found).toBe(false)
  const [user] = await platen.sql<{ password_hash: string }>(
    `select password_hash from auth.users where email = $1`,
    [email],
  )
  expect(user?.password_hash).toMatch(/^\$argon2id\$/)
})

test('guessing invitations is limited', async () => {
  for (let attempt = 1; attempt <= 10; attempt += 1)
    await post('/invitations/accept', { token: `guess ${attempt}`, password: 'a good long password' })
  const late = await post('/invitations/accept', { token: 'guess', password: 'a good long password' })
  expectProblem(late, 'too_many_requests')
})
