import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type Role, roles } from '../contract/permissions.ts'
import { connect } from '../database/connect.ts'
import { sealEntries } from '../invoicing/audit/seal-entries.ts'
import { todayIn } from '../invoicing/calendar/calendar.ts'
import { followLimits } from '../invoicing/credit/follow-limits.ts'
import { verifyCompany } from '../invoicing/verification/verify-company.ts'
import { clockOf } from '../server/clock.ts'
import { newDatabase, type TestServer } from '../tests/support/cluster.ts'
import { bundle } from './bundle.ts'
import { type Answer, type Client, clientOf, textOf } from './client.ts'
import type { Mutant } from './mutant.ts'
import { allOf, holds } from './proof.ts'
import { type ServerUnderTest, startServer } from './server-under-test.ts'

/** A company of the stage, and a caller for each role. */
export interface StageCompany {
  id: string
  slug: string
  clients: Readonly<Record<Role, Client>>
  apiKeys: Readonly<Record<Role, string>>
}

/** Where a proof plays: a database of its own, servers on it, companies made through sign-up. */
export interface Stage {
  server: ServerUnderTest
  /** Another server process on the same database. */
  addServer(): Promise<ServerUnderTest>
  /** The superuser: looks at rows past every policy, and weakens the database. */
  admin: pg.Pool
  appUrl: string
  adminUrl: string
  /** The person who founded all companies, signed in. */
  founder: Client
  company(name: string, more?: { timeZone: string }): Promise<StageCompany>
  /** Sets the clock of the servers, which then stands still; what is verified is verified at that time. */
  setNow(instant: Date): Promise<void>
  /** Fails the proof when an invariant of the company does not hold. Runs in this process, on code that no mutant touched. */
  verify(company: StageCompany): Promise<void>
  /** Seals the company's audit log, as a worker does. */
  seal(company: Pick<StageCompany, 'id'>): Promise<void>
  close(): Promise<void>
}

export interface StageOptions {
  server: TestServer
  mutant: Mutant | null
  connections?: number
  environment?: Readonly<Record<string, string>>
  /** Whether a worker runs in each server's process, and shares its clock. */
  worker?: boolean
}

/** Opens a stage, runs the play on it, and leaves nothing behind. */
export async function onStage<Result>(
  options: StageOptions,
  play: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const stage = await openStage(options)
  try {
    return await play(stage)
  } finally {
    await stage.close()
  }
}

async function openStage(options: StageOptions): Promise<Stage> {
  const { server, mutant, connections = 16 } = options
  const file = await bundle('proofs/serve.ts', mutant)
  const database = newDatabase(server)
  await database.create()
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 })
  admin.on('error', () => undefined)
  const verifying = connect(database.appUrl, { maximum: 1, name: 'platen-proof-verify' })
  const servers: ServerUnderTest[] = []
  const environment = {
    ...options.environment,
    ...(options.worker ? { PROOF_WORKER_URL: database.adminUrl } : {}),
  }
  const close = async () => {
    await Promise.all(servers.map((one) => one.stop()))
    await verifying.end()
    await admin.end()
    await database.drop()
  }
  const addServer = async () => {
    const added = await startServer({ bundle: file, databaseUrl: database.appUrl, connections, environment })
    servers.push(added)
    return added
  }
  try {
    for (const statement of mutant?.database ?? []) await admin.query(statement)
    const first = await addServer()
    const founder = await signUp(first.url)
    let clock = clockOf(options.environment?.PROOF_TODAY)
    return {
      server: first,
      addServer,
      admin,
      appUrl: database.appUrl,
      adminUrl: database.adminUrl,
      founder,
      company: (name, more) => foundCompany(first.url, founder, { name, ...more }),
      setNow: async (instant) => {
        await allOf(servers.map((one) => one.setNow(instant)))
        clock = { now: () => instant, today: (timeZone) => todayIn(timeZone, instant) }
      },
      verify: async ({ id }) => {
        // No worker is on the stage that would let the mirrors of credit limits follow the clock.
        await followLimits({ pool: verifying }, id)
        const broken = await verifyCompany(verifying, clock, id)
        const told = broken.map((one) => `${one.id} (${one.says}): ${one.brokenIds.slice(0, 5).join(', ')}`)
        holds(broken.length === 0, `verify finds ${told.join('; ')}`)
      },
      seal: async ({ id }) => void (await sealEntries({ pool: verifying }, id, '0')),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

export const founderSignIn = { email: 'founder@proofs.test', password: 'a long enough password' }

async function signUp(url: string): Promise<Client> {
  const signedUp = await clientOf(url).post('/sign-up', {
    name: 'Fay Founder',
    ...founderSignIn,
    companyName: 'The first company',
  })
  return clientOf(url, { cookie: expectCookie(signedUp) })
}

export function expectCookie(answer: Answer): string {
  if (!answer.cookie) throw new Error(`No session was opened: ${answer.status} ${answer.text}`)
  return answer.cookie
}

async function foundCompany(url: string, founder: Client, company: { name: string }): Promise<StageCompany> {
  const made = expectOk(await founder.post('/companies', company))
  const apiKeys = new Map<Role, string>()
  for (const role of roles) {
    apiKeys.set(role, textOf(expectOk(await founder.post('/api-keys', { name: `${role} key`, role })), 'key'))
  }
  const byRole = <Value>(value: (role: Role) => Value): Record<Role, Value> => ({
    owner: value('owner'),
    admin: value('admin'),
    accountant: value('accountant'),
    sales: value('sales'),
    viewer: value('viewer'),
  })
  return {
    id: textOf(made, 'id'),
    slug: textOf(made, 'slug'),
    apiKeys: byRole((role) => apiKeys.get(role) ?? ''),
    clients: byRole((role) => clientOf(url, { apiKey: apiKeys.get(role) ?? '' })),
  }
}

/** The answer, when it is a success; for the steps that only prepare. */
export function expectOk(answer: Answer): Answer {
  if (answer.status < 200 || answer.status > 299) {
    throw new Error(`A step that prepares was answered ${answer.status}: ${answer.text.slice(0, 500)}`)
  }
  return answer
}

/** A key or name that nobody used before. */
export function unused(prefix: string): string {
  return `${prefix}-${randomBytes(9).toString('base64url')}`
}
